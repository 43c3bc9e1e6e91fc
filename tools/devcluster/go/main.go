// Command devcluster holds a Kubernetes control plane in one binary. Its first
// argument names the component; what follows are that component's own flags.
//
// Every component runs only as long as the process that started it, so that a
// killed launcher leaves nothing behind.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"go.etcd.io/etcd/server/v3/etcdmain"
	genericapiserver "k8s.io/apiserver/pkg/server"
	_ "k8s.io/client-go/plugin/pkg/client/auth"
	"k8s.io/component-base/cli"
	"k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	metricsserver "sigs.k8s.io/metrics-server/cmd/metrics-server/app"

	"github.com/one-click/devcluster/internal/certs"
	"github.com/one-click/devcluster/internal/parent"
)

// Each component reads its flags from os.Args[1:], as it does on its own, and
// returns the exit code.
var components = map[string]func() int{
	"etcd":                    runEtcd,
	"kube-apiserver":          func() int { return cli.Run(apiserver.NewAPIServerCommand()) },
	"kube-controller-manager": func() int { return cli.Run(controllermanager.NewControllerManagerCommand()) },
	"kube-scheduler":          func() int { return cli.Run(scheduler.NewSchedulerCommand()) },
	"metrics-server":          runMetricsServer,
	"kubectl":                 func() int { return cli.Run(cmd.NewDefaultKubectlCommand()) },
	"certs":                   runCerts,
	"supervise":               runSupervise,
}

func main() {
	parent.DieWith()
	if len(os.Args) < 2 {
		fail(fmt.Errorf("name a component: %s", names()))
	}
	run, known := components[os.Args[1]]
	if !known {
		fail(fmt.Errorf("unknown component %q, known are %s", os.Args[1], names()))
	}
	os.Args = slices.Delete(os.Args, 1, 2)
	os.Exit(run())
}

func runEtcd() int {
	etcdmain.Main(os.Args)
	return 0
}

func runMetricsServer() int {
	return cli.Run(metricsserver.NewMetricsServerCommand(genericapiserver.SetupSignalHandler()))
}

// runCerts reads what to issue as JSON from standard input.
func runCerts() int {
	if err := certs.Issue(os.Stdin); err != nil {
		fail(err)
	}
	return 0
}

// runSupervise becomes the program given after "--"; that program then dies
// with the process that started this one.
func runSupervise() int {
	command := os.Args[1:]
	if len(command) > 0 && command[0] == "--" {
		command = command[1:]
	}
	if err := parent.Become(command); err != nil {
		fail(err)
	}
	return 0
}

func names() string {
	known := make([]string, 0, len(components))
	for name := range components {
		known = append(known, name)
	}
	slices.Sort(known)
	return strings.Join(known, ", ")
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "devcluster:", err)
	os.Exit(1)
}
