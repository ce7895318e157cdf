// Package golden compares what a test got with a file that a reviewer has read.
package golden

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
)

// Env names the environment variable that, set to 1, has Check rewrite the
// files instead.
const Env = "REJOINDER_UPDATE"

// Check fails the test where the file's content is not got, naming the first
// line that differs.
func Check(t testing.TB, path string, got []byte) {
	t.Helper()
	if os.Getenv(Env) == "1" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with %s=1 to write it)", err, Env)
	}
	// A checkout on Windows may have turned the line ends.
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs: %s (run with %s=1 to rewrite it, and read the diff)", path, difference(string(got), string(want)), Env)
	}
}

func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i == len(w) {
			return fmt.Sprintf("line %d is too much:\n%s", i+1, g[i])
		}
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\ngot  %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("line %d is missing:\n%s", len(g)+1, w[len(g)])
}
