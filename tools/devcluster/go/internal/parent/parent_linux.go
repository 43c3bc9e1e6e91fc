package parent

import (
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// The kernel keeps the death signal on a thread. While packages initialise,
// the main goroutine sits on the main thread; pinning it there lets Become
// carry the setting into the program it turns into.
func init() {
	if _, ok := parentPid(); !ok {
		return
	}
	runtime.LockOSThread()
	_ = unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(syscall.SIGKILL), 0, 0, 0)
}
