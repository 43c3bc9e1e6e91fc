// Package parent ties a process to the one that started it.
package parent

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// PidVariable holds the id of the process to die with. Without it a process
// lives on by itself, as when a person runs it from a shell.
const PidVariable = "DEVCLUSTER_PARENT_PID"

// Often enough that nobody meets the leftovers, rare enough to cost nothing.
const pollInterval = time.Second

// DieWith ends this process when the parent named by PidVariable ends. Call it
// before anything else, from the main goroutine.
func DieWith() {
	pid, ok := parentPid()
	if !ok {
		return
	}
	exitIfOrphaned(pid)
	go func() {
		for range time.Tick(pollInterval) {
			exitIfOrphaned(pid)
		}
	}()
}

// Become replaces this process by command, which then is killed by the kernel
// when the parent ends (on Linux; elsewhere it is only started).
func Become(command []string) error {
	if len(command) == 0 {
		return errors.New("supervise needs a command after '--'")
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return fmt.Errorf("cannot find %q: %w", command[0], err)
	}
	return syscall.Exec(path, command, os.Environ())
}

func parentPid() (int, bool) {
	pid, err := strconv.Atoi(os.Getenv(PidVariable))
	return pid, err == nil
}

func exitIfOrphaned(parent int) {
	if os.Getppid() != parent {
		os.Exit(1)
	}
}
