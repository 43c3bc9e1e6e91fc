// Command web is an app for tests: it serves HTTP, says in its log what it
// served, and misbehaves on demand.
//
// It reads PORT (8080), GREETING (what / answers), EXIT_CODE (ends at once with
// it), and START_DELAY_MS (milliseconds until it listens).
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

const (
	readHeaderTimeout = 5 * time.Second
	drainTimeout      = 5 * time.Second
)

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	if code, err := strconv.Atoi(os.Getenv("EXIT_CODE")); err == nil {
		log.Printf("ending with exit code %d, as told", code)
		os.Exit(code)
	}
	delay, _ := strconv.Atoi(os.Getenv("START_DELAY_MS"))
	time.Sleep(time.Duration(delay) * time.Millisecond)
	if err := serve(value("PORT", "8080")); err != nil {
		log.Fatal(err)
	}
}

func serve(port string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	server := &http.Server{
		Addr:              ":" + port,
		Handler:           logged(routes()),
		ReadHeaderTimeout: readHeaderTimeout,
	}
	drained := make(chan error, 1)
	go func() {
		<-ctx.Done()
		log.Print("draining")
		timeout, cancel := context.WithTimeout(context.Background(), drainTimeout)
		defer cancel()
		drained <- server.Shutdown(timeout)
	}()
	log.Printf("listening on port %s", port)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-drained
}

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, value("GREETING", "hello"))
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /env/{name}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, os.Getenv(r.PathValue("name")))
	})
	mux.HandleFunc("POST /exit/{code}", func(_ http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.PathValue("code"))
		os.Exit(code)
	})
	return mux
}

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log.Printf("%s %s", r.Method, r.URL.Path)
		next.ServeHTTP(w, r)
	})
}

func value(name, otherwise string) string {
	if set := os.Getenv(name); set != "" {
		return set
	}
	return otherwise
}
