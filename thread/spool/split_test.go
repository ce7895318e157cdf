package spool

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TestOneThread writes a thread that exceeds the memory to one file, once: no
// split makes it smaller.
func TestOneThread(t *testing.T) {
	const n = 20_000
	got := 0
	s := spooler{Options: Options{Dir: t.TempDir(), Memory: 1 << 16}, yield: func(th *thread.Thread, err error) bool {
		if err != nil {
			t.Error(err)
			return false
		}
		got += th.Len()
		return true
	}}
	defer s.close()
	err := s.run(func(yield func(thread.Comment, error) bool) {
		for i := range n {
			if !yield(thread.Comment{ID: fmt.Sprint(i), Thread: "one", Text: strings.Repeat("x", 100)}, nil) {
				return
			}
		}
	})
	if err != nil || got != n {
		t.Fatalf("%d of %d comments, %v", got, n, err)
	}
	if len(s.files) != 1 {
		t.Errorf("%d files for one thread", len(s.files))
	}
}
