package spool_test

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/spool"
)

// scattered yields n comments of m threads, each thread's comments spread over
// the whole input.
func scattered(n, m int) iter.Seq2[thread.Comment, error] {
	return func(yield func(thread.Comment, error) bool) {
		for i := range n {
			c := thread.Comment{
				ID: fmt.Sprint("c", i), Thread: fmt.Sprint("thread ", i%m), Author: fmt.Sprint("a", i%7),
				Text: strings.Repeat("word ", i%40), Time: time.Unix(int64(i), 5).UTC(), Line: int32(i), Pos: int64(i) * 3,
			}
			if i >= m {
				c.Parent = fmt.Sprint("c", i-m)
			}
			if i%5 == 0 {
				c.Details = &thread.Details{AuthorID: "7", URL: "u", Score: -1.5, HasScore: true, Edited: time.Unix(9, 0).UTC(), Unseen: 3}
			}
			if i%3 == 0 {
				c.Provenance = &thread.Provenance{Displayed: "c0", Parent: thread.Evidence{Origin: thread.Quoted, Confidence: .5, Cue: "cue"}}
				c.Time = c.Time.In(time.FixedZone("", 3600))
				c.Level, c.Ordinal, c.Floating, c.Status, c.Precision = 2, 4, true, thread.Deleted, thread.Minute
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}

func collect(t *testing.T, seq iter.Seq2[*thread.Thread, error]) []*thread.Thread {
	t.Helper()
	var out []*thread.Thread
	for th, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, th)
	}
	return out
}

// TestMemoryDoesNotShow compares what comes from memory with what went through
// files, split once and several times.
func TestMemoryDoesNotShow(t *testing.T) {
	const n, m = 4000, 150
	want := collect(t, spool.Group(scattered(n, m), nil))
	if len(want) != m {
		t.Fatalf("%d threads", len(want))
	}
	for _, memory := range []int64{1, 2_000, 20_000, 200_000} {
		dir := t.TempDir()
		got := collect(t, spool.Group(scattered(n, m), &spool.Options{Memory: memory, Dir: dir}))
		if len(got) != len(want) {
			t.Fatalf("memory %d: %d threads", memory, len(got))
		}
		for i := range got {
			for node, c := range got[i].All() {
				w := want[i].Comment(node)
				if !c.Time.Equal(w.Time) || c.Time.Format(time.RFC3339) != w.Time.Format(time.RFC3339) {
					t.Fatalf("memory %d: time %v, want %v", memory, c.Time, w.Time)
				}
				g, w2 := *c, *w
				g.Time, w2.Time = time.Time{}, time.Time{}
				if !reflect.DeepEqual(g, w2) {
					t.Fatalf("memory %d:\ngot  %+v\nwant %+v", memory, g, w2)
				}
			}
			if got[i].Len() != want[i].Len() || len(got[i].Faults()) != 0 {
				t.Fatalf("memory %d: thread %d has %d nodes and %d faults", memory, i, got[i].Len(), len(got[i].Faults()))
			}
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("memory %d: %d files left", memory, len(left))
		}
	}
}

func TestErrorsAndEarlyEnd(t *testing.T) {
	cut := errors.New("cut off")
	seq := func(yield func(thread.Comment, error) bool) {
		for c := range scattered(50, 5) {
			if !yield(c, nil) {
				return
			}
		}
		_ = yield(thread.Comment{}, &thread.RecordError{Err: errors.New("bad")}) && yield(thread.Comment{}, cut)
	}
	dir := t.TempDir()
	threads, bad := 0, 0
	var last error
	for th, err := range spool.Group(seq, &spool.Options{Memory: 1000, Dir: dir}) {
		switch {
		case err == nil:
			threads++
			if th.Len() != 10 {
				t.Errorf("%d comments in a thread", th.Len())
			}
		case errors.As(err, new(*thread.RecordError)):
			bad++
		default:
			last = err
		}
	}
	if threads != 5 || bad != 1 || last != cut {
		t.Errorf("%d threads, %d bad records, %v", threads, bad, last)
	}
	for range spool.Group(seq, &spool.Options{Memory: 1000, Dir: dir}) {
		break
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%d files left after the loop was left", len(left))
	}
	for _, err := range spool.Group(seq, &spool.Options{Memory: 1, Dir: dir + "/nowhere"}) {
		if err == nil {
			t.Error("no error from a directory that is not there")
		}
	}
}

// BenchmarkGroup shows that a comment costs the same in a small and in a large
// input, in memory and through files.
func BenchmarkGroup(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		for _, memory := range []int64{1 << 30, 4 << 20} {
			if n > 100_000 && testing.Short() {
				continue
			}
			b.Run(fmt.Sprintf("comments=%d/memory=%dMiB", n, memory>>20), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					for _, err := range spool.Group(scattered(n, n/20), &spool.Options{Memory: memory, Dir: b.TempDir()}) {
						if err != nil {
							b.Fatal(err)
						}
					}
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "comments/s")
			})
		}
	}
}

// TestLiveHeap has one large thread after another, so that every part grows
// in turn.
func TestLiveHeap(t *testing.T) {
	const memory, threads, each = 1 << 20, 100, 6000
	var most uint64
	seq := func(yield func(thread.Comment, error) bool) {
		var m runtime.MemStats
		for i := range threads {
			name := fmt.Sprint("thread ", i)
			for range each {
				if !yield(thread.Comment{Thread: name, Text: "short"}, nil) {
					return
				}
			}
			if i%10 == 9 {
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	}
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if got := len(collect(t, spool.Group(seq, &spool.Options{Memory: memory, Dir: t.TempDir()}))); got != threads {
		t.Fatalf("%d threads", got)
	}
	// Beside the comments, 64 buffers of files of 64 KiB.
	if held := most - before.HeapAlloc; held > 3*memory+64<<16 {
		t.Errorf("%d bytes held under a bound of %d", held, memory)
	}
}
