package stats_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Whatever the thread, every measure returns and what it returns is JSON of
// finite numbers. Three bytes make a comment: parent, author and time, and
// score.
func FuzzMeasures(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("abcabdabeacb"))
	f.Add([]byte("\x00\x01\x02\x01\x01\xff\x02\x81\x40\x03\x01\x80\xff\x02\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		b = b[:min(len(b), 240)]
		cs := make([]thread.Comment, len(b)/3)
		score := map[string]float64{}
		for i := range cs {
			p, who, s := b[3*i], b[3*i+1], b[3*i+2]
			c := &cs[i]
			c.ID = fmt.Sprint(i)
			if p%8 != 0 {
				c.Parent = fmt.Sprint(int(p) % (len(cs) + 2)) // itself, a cycle, one that is not there
			}
			if who%16 != 0 {
				c.Author = fmt.Sprint(who % 16)
			}
			switch who >> 6 {
			case 1:
				c.Time = epoch.Add(time.Duration(int8(s)) * time.Hour)
			case 2:
				c.Time = time.Unix(int64(s)<<uint(p%60), int64(p))
			}
			c.Floating, c.Kind, c.Precision = who&32 != 0, thread.Kind(p>>6), thread.Precision(s%6)
			if s%32 == 31 {
				c.Status = thread.Missing
			}
			score[c.ID] = float64(s) / 255
			if s%9 == 0 {
				score[c.ID] = math.NaN()
			}
		}
		tr, err := thread.New(cs, nil)
		if err != nil {
			t.Fatal(err)
		}
		col := make([]float64, tr.Len())
		for n, c := range tr.All() {
			col[n] = math.NaN()
			if x, ok := score[c.ID]; ok {
				col[n] = x
			}
		}
		if out := everything(tr, col); !strings.HasPrefix(out, "[") || strings.Contains(out, "NaN") {
			t.Fatal(out)
		}
		columnsOf(tr, col)
	})
}
