// Package certs makes the keys and certificates of one cluster.
package certs

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// A development cluster may stand for months, never for years.
const lifetime = 2 * 365 * 24 * time.Hour

// Clocks of a virtual machine that was suspended may be behind.
const backdate = time.Hour

// Request says what to issue into Dir. Authorities and key pairs that are
// there already are kept, so that what they signed stays valid; certificates
// are issued anew, since addresses change from start to start.
type Request struct {
	Dir          string        `json:"dir"`
	Authorities  []string      `json:"authorities"`
	KeyPairs     []string      `json:"keyPairs"`
	Certificates []Certificate `json:"certificates"`
}

// Certificate is one <Name>.crt with its <Name>.key, signed by Authority.
type Certificate struct {
	Name          string   `json:"name"`
	Authority     string   `json:"authority"`
	CommonName    string   `json:"commonName"`
	Organizations []string `json:"organizations"`
	Hosts         []string `json:"hosts"`
}

type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// Issue reads one Request as JSON and writes the files it asks for.
func Issue(input io.Reader) error {
	var request Request
	if err := json.NewDecoder(input).Decode(&request); err != nil {
		return fmt.Errorf("cannot read the request: %w", err)
	}
	if err := os.MkdirAll(request.Dir, 0o700); err != nil {
		return err
	}
	authorities := map[string]authority{}
	for _, name := range request.Authorities {
		made, err := loadOrMakeAuthority(filepath.Join(request.Dir, name), name)
		if err != nil {
			return fmt.Errorf("authority %q: %w", name, err)
		}
		authorities[name] = made
	}
	for _, name := range request.KeyPairs {
		if err := makeKeyPair(filepath.Join(request.Dir, name)); err != nil {
			return fmt.Errorf("key pair %q: %w", name, err)
		}
	}
	for _, wanted := range request.Certificates {
		signer, known := authorities[wanted.Authority]
		if !known {
			return fmt.Errorf("certificate %q names unknown authority %q", wanted.Name, wanted.Authority)
		}
		if err := issueOne(request.Dir, wanted, signer); err != nil {
			return fmt.Errorf("certificate %q: %w", wanted.Name, err)
		}
	}
	return nil
}

func loadOrMakeAuthority(path, name string) (authority, error) {
	found, err := loadAuthority(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return found, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, err
	}
	template, err := newTemplate(pkix.Name{CommonName: "devcluster-" + name})
	if err != nil {
		return authority{}, err
	}
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return authority{}, err
	}
	if err := writeKey(path+".key", key); err != nil {
		return authority{}, err
	}
	if err := writePEM(path+".crt", "CERTIFICATE", der); err != nil {
		return authority{}, err
	}
	return loadAuthority(path)
}

func loadAuthority(path string) (authority, error) {
	certificatePEM, err := readPEM(path + ".crt")
	if err != nil {
		return authority{}, err
	}
	certificate, err := x509.ParseCertificate(certificatePEM)
	if err != nil {
		return authority{}, err
	}
	keyPEM, err := readPEM(path + ".key")
	if err != nil {
		return authority{}, err
	}
	key, err := x509.ParseECPrivateKey(keyPEM)
	return authority{certificate: certificate, key: key}, err
}

func makeKeyPair(path string) error {
	if _, err := os.Stat(path + ".pub"); err == nil {
		return nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	if err := writeKey(path+".key", key); err != nil {
		return err
	}
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	return writePEM(path+".pub", "PUBLIC KEY", der)
}

func issueOne(dir string, wanted Certificate, signer authority) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	template, err := newTemplate(pkix.Name{
		CommonName:   wanted.CommonName,
		Organization: wanted.Organizations,
	})
	if err != nil {
		return err
	}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	for _, host := range wanted.Hosts {
		if address := net.ParseIP(host); address != nil {
			template.IPAddresses = append(template.IPAddresses, address)
			continue
		}
		template.DNSNames = append(template.DNSNames, host)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, signer.certificate, key.Public(), signer.key)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, wanted.Name)
	if err := writeKey(path+".key", key); err != nil {
		return err
	}
	return writePEM(path+".crt", "CERTIFICATE", der)
}

func newTemplate(subject pkix.Name) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      subject,
		NotBefore:    now.Add(-backdate),
		NotAfter:     now.Add(lifetime),
	}, nil
}

func readPEM(path string) ([]byte, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(content)
	if block == nil {
		return nil, fmt.Errorf("%q holds no PEM block, delete it", path)
	}
	return block.Bytes, nil
}

func writeKey(path string, key *ecdsa.PrivateKey) error {
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	return writePEM(path, "EC PRIVATE KEY", der)
}

func writePEM(path, kind string, der []byte) error {
	block := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	return os.WriteFile(path, block, 0o600)
}
