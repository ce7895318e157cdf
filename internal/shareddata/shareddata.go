// Package shareddata finds the labelled corpora that tests and evaluation read
// and that are not part of the repository.
package shareddata

import (
	"os"
	"path/filepath"
	"testing"
)

// Env names the environment variable that overrides the default place, a
// directory named shared beside the repository.
const Env = "REJOINDER_SHARED"

// Find returns the directory, or false where there is none.
func Find() (string, bool) {
	if d := os.Getenv(Env); d != "" {
		return d, isDir(d)
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", false
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil && !nested(dir) {
			shared := filepath.Join(dir, "..", "shared")
			return shared, isDir(shared)
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir = up
	}
}

// Dir returns the directory, skipping the test where it is absent and failing
// it where it is absent in CI, so that a green CI means that the test ran.
func Dir(tb testing.TB) string {
	tb.Helper()
	dir, ok := Find()
	switch {
	case ok:
		return dir
	case os.Getenv("CI") == "true":
		tb.Fatalf("shared data absent in CI: set %s", Env)
	default:
		tb.Skipf("shared data absent: set %s to run this test", Env)
	}
	return ""
}

// nested reports whether dir is a module inside the repository.
func nested(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "doc.go"))
	return err != nil
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
