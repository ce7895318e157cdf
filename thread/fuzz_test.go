package thread

import (
	"strings"
	"testing"
	"time"
)

// FuzzNew reads comments from lines "id<parent@minute/level" and holds New to
// what it promises for any input: nothing lost, nothing twice, columns that
// nest, and the same tree from its own comments under every orphan policy.
func FuzzNew(f *testing.F) {
	for _, s := range []string{
		"", "a\nb<a\nc<b", "b<a\na", "a<a", "a<b\nb<a", "a<b\nb<c\nc<a\nx\ny<x", "a\na<a\na", "<\n<a", "a<x\nb<x",
		"a@5\nb<a@1\nc<a@3", "a/1\nb/2\nc/9", "a~2\na\na", "#1\n\n",
	} {
		f.Add(s, uint8(0))
	}
	f.Fuzz(func(t *testing.T, s string, policy uint8) {
		var in []Comment
		for _, line := range strings.Split(s, "\n") {
			line, level, _ := strings.Cut(line, "/")
			line, minute, timed := strings.Cut(line, "@")
			id, parent, _ := strings.Cut(line, "<")
			c := Comment{ID: id, Parent: parent, Level: int32(len(level))}
			if timed {
				c.Time = time.Unix(int64(len(minute)), 0)
			}
			in = append(in, c)
		}
		opt := &Options{Orphans: OrphanPolicy(policy % 4)}
		th, err := New(in, opt)
		if err != nil {
			t.Fatal(err)
		}
		checkInvariants(t, th)
		visible := th.Dropped()
		var out []Comment
		for n := range th.ByInput() {
			if !th.Missing(n) {
				visible++
			}
			out = append(out, *th.Comment(n))
		}
		if visible != len(in) {
			t.Fatalf("%d comments in, %d out or dropped", len(in), visible)
		}
		again, err := th.Revise(out)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := brackets(again), brackets(th); got != want {
			t.Fatalf("rebuilt from its own comments under policy %d\ngot  %s\nwant %s", opt.Orphans, got, want)
		}
	})
}
