package pseudonym

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Names of signs are found by their lengths, however many begin alike, the longest
// first.
func TestNamesOfSigns(t *testing.T) {
	key, err := New([]byte("a secret of enough bytes"))
	if err != nil {
		t.Fatal(err)
	}
	var in []thread.Comment
	name := func(i int) string {
		return "★" + strings.NewReplacer("0", "☆", "1", "♠").Replace(fmt.Sprintf("%b", i))
	}
	const n = 4000
	for i := range n {
		in = append(in, thread.Comment{ID: fmt.Sprint(i), Author: name(i), Text: "I say to " + name(n-1-i) + " what I said."})
	}
	th, err := thread.New(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	out, err := key.Thread(th)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range []thread.Node{0, 7, n - 1} {
		want := "I say to " + out.Comment(n-1-i).Author + " what I said."
		if got := out.Comment(i).Text; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
