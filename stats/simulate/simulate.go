// Package simulate draws threads from known laws, so that a measure can be
// checked against what was put in: whether a test holds its level, whether an
// interval covers, whether planted contagion is found and a habit of authors is
// not taken for it. A [Reader] scores such threads as a classifier would, so that
// what its doubts do to a measure can be seen: give it the AUC of a classifier and
// the share of hostile comments to know what contagion a corpus could show.
package simulate

import (
	"fmt"
	"math"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Law is a way in which hostile comments come about. Comments are added one at
// a time, each under an earlier one chosen at random, and are hostile with log
// odds
//
//	logit(Rate) + author's habit + thread's mood + Contagion if the parent is hostile.
type Law struct {
	Threads  int // threads drawn
	Comments int // comments in each
	People   int // authors in all, shared among threads
	// Rate is the chance of hostility under a calm parent for an author and a
	// thread in the middle.
	Rate float64
	// Habit and Mood are standard deviations over authors and threads, in log
	// odds.
	Habit, Mood float64
	// Contagion is the log odds ratio of a hostile parent.
	Contagion float64
	// Company, between 0 and 1, is the chance that a reply to a comment is by
	// someone of a like habit: what makes habit look like contagion.
	Company float64
}

// Draw returns threads and the column of each, 1 where hostile and else 0.
// Equal laws and seeds give equal threads.
func (l Law) Draw(seed uint64) ([]*thread.Thread, [][]float64) {
	r := source(seed, 0x51)
	habit := make([]float64, l.People)
	for i := range habit {
		habit[i] = l.Habit * r.NormFloat64()
	}
	base := math.Log(l.Rate / (1 - l.Rate))
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	threads, columns := make([]*thread.Thread, l.Threads), make([][]float64, l.Threads)
	for k := range threads {
		mood := l.Mood * r.NormFloat64()
		cs := make([]thread.Comment, l.Comments)
		who := make([]int, l.Comments)
		hostile := map[string]float64{}
		now := start
		for i := range cs {
			c := &cs[i]
			c.ID = fmt.Sprint("c", i)
			p := r.IntN(i+1) - 1
			who[i] = r.IntN(l.People)
			lift := 0.0
			if p >= 0 {
				c.Parent = cs[p].ID
				if r.Float64() < l.Company {
					// The nearest in habit of eight drawn at random.
					for range 7 {
						if w := r.IntN(l.People); math.Abs(habit[w]-habit[who[p]]) < math.Abs(habit[who[i]]-habit[who[p]]) {
							who[i] = w
						}
					}
				}
				lift = l.Contagion * hostile[c.Parent]
			}
			c.Author = fmt.Sprint("u", who[i])
			now = now.Add(time.Duration(1+r.ExpFloat64()*300) * time.Second)
			c.Time = now
			if r.Float64() < 1/(1+math.Exp(-(base+habit[who[i]]+mood+lift))) {
				hostile[c.ID] = 1
			}
		}
		t, err := thread.New(cs, nil)
		if err != nil {
			// New's only error is a thread of a thousand million comments.
			panic(err)
		}
		col := make([]float64, t.Len())
		for n, c := range t.All() {
			col[n] = hostile[c.ID]
		}
		threads[k], columns[k] = t, col
	}
	return threads, columns
}
