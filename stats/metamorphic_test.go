package stats_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// everything is every measure of one thread, as JSON.
func everything(t *thread.Thread, score []float64) string {
	var m stats.Interactions
	m.Add(t, nil)
	g := m.Graph()
	var c stats.Contagion
	c.Add(t, score)
	spells, _ := stats.FirstReplies(t, time.Time{})
	gaps := stats.Gaps(nil, t)
	goh, kim := stats.Burstiness(gaps)
	of := make([]int, g.Len())
	for i := range of {
		of[i] = i % 2
	}
	calmed, answered := stats.DeEscalations(t, score, 0.5)
	rank, _ := g.PageRank(0.85)
	authority, hub, _ := g.HITS()
	first, _ := stats.FirstHostile(t, score, 0.5)
	b, err := json.Marshal([]any{
		stats.ShapeOf(t), stats.HIndexOf(t), stats.SubThreads(t), stats.OffspringOf(t), stats.OffspringOf(t).Mean(),
		stats.DiscussionScore(stats.SubThreads(t)), stats.LatencyOf(t), stats.KaplanMeier(spells), goh, kim, stats.Memory(gaps),
		stats.HourOfWeek(t, nil), stats.FitHawkes(slices.DeleteFunc(stats.Times(nil, t), math.IsNaN), 0, 2e9), stats.ParticipationOf(t),
		&m, rank, authority, hub, g.Betweenness(), g.BetweennessSampled(2, 1), g.Cores(), g.Louvain(1, 1), g.Leiden(1, 1), g.Stability(1, 2, 1),
		g.Reciprocity(), g.TalkBalances(), g.Brokerage(of), g.Assortativity(of), g.EI(of), g.RandomWalkControversy(of, 1),
		stats.SignedBalanceOf(g, g), stats.FrustrationOf(g, g, 1), len(stats.Exchanges(t, 2, score)), stats.HyperConvoOf(t),
		c.Report(&stats.ContagionOptions{Resamples: 50, Permutations: 19}), stats.Escalation(t, score), stats.Trend(t, score), first,
		calmed, answered, stats.FirstN(t, 2).Len(),
	})
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestEveryMeasureOfAlmostNothing(t *testing.T) {
	for n := range 4 {
		for _, parents := range [][]int{path(n), star(max(n, 1))[:n], slices.Repeat([]int{-1}, n)} {
			for _, named := range []bool{false, true} {
				for _, secs := range [][]float64{nil, make([]float64, n)} {
					authors := make([]string, n)
					if named {
						for i := range authors {
							authors[i] = fmt.Sprint("u", i%2)
						}
					}
					score := make([]float64, n)
					for _, s := range []float64{0, 1, math.NaN()} {
						for i := range score {
							score[i] = s
						}
						out := everything(build(t, parents, authors, secs), score)
						if !strings.HasPrefix(out, "[") || strings.Contains(out, "NaN") {
							t.Fatalf("%d comments: %s", n, out)
						}
					}
				}
			}
		}
	}
}

func scored(r *rand.Rand, n int) []thread.Comment {
	cs := make([]thread.Comment, n)
	for i := range cs {
		cs[i] = thread.Comment{ID: fmt.Sprintf("c%03d", i), Author: fmt.Sprintf("u%d", r.IntN(6)), Time: epoch.Add(time.Duration(i*i+i) * time.Second)}
		if p := r.IntN(i+1) - 1; p >= 0 {
			cs[i].Parent = cs[p].ID
		}
	}
	return cs
}

func column(t *thread.Thread) []float64 {
	col := make([]float64, t.Len())
	for n, c := range t.All() {
		col[n] = float64(c.Time.Unix()%7) / 7
	}
	return col
}

func TestOrderOfInputDoesNotMatter(t *testing.T) {
	r := rng(301)
	for range 20 {
		cs := scored(r, 30)
		a, _ := thread.New(cs, nil)
		shuffled := slices.Clone(cs)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		b, _ := thread.New(shuffled, nil)
		if x, y := everything(a, column(a)), everything(b, column(b)); x != y {
			t.Fatalf("%s\n%s", x, y)
		}
	}
}

func TestNamesDoNotMatter(t *testing.T) {
	r := rng(302)
	cs := scored(r, 40)
	a, _ := thread.New(cs, nil)
	renamed := slices.Clone(cs)
	for i := range renamed {
		renamed[i].Author = "w" + strings.TrimPrefix(renamed[i].Author, "u") // same order of rows
	}
	b, _ := thread.New(renamed, nil)
	x, y := everything(a, column(a)), everything(b, column(b))
	for i := range 6 {
		x = strings.ReplaceAll(x, fmt.Sprintf(`"u%d"`, i), "")
		y = strings.ReplaceAll(y, fmt.Sprintf(`"w%d"`, i), "")
	}
	if x != y {
		t.Errorf("%s\n%s", x, y)
	}
}

func TestScaleOfTimeMovesTimesAlone(t *testing.T) {
	r := rng(303)
	cs := scored(r, 40)
	a, _ := thread.New(cs, nil)
	slow := slices.Clone(cs)
	for i := range slow {
		slow[i].Time = epoch.Add(8 * slow[i].Time.Sub(epoch))
	}
	b, _ := thread.New(slow, nil)
	x, y := stats.LatencyOf(a), stats.LatencyOf(b)
	near(t, "median", y.Median.Value, 8*x.Median.Value, 1e-12)
	near(t, "mean", y.Mean.Hi, 8*x.Mean.Hi, 1e-12)
	if p, q := stats.TimePositions(nil, a), stats.TimePositions(nil, b); !slices.Equal(p, q) {
		t.Error("positions moved")
	}
	s, _ := stats.FirstReplies(a, time.Time{})
	u, _ := stats.FirstReplies(b, time.Time{})
	near(t, "median wait", stats.KaplanMeier(u).Median().Value, 8*stats.KaplanMeier(s).Median().Value, 1e-12)
	if p, q := stats.ShapeOf(a), stats.ShapeOf(b); p.Virality != q.Virality && p.Virality.Value != q.Virality.Value {
		t.Error("shape moved")
	}
}

// A calm thread of its own changes the rate of replies to calm comments and
// nothing about replies to hostile ones.
func TestAnIsolatedCalmThread(t *testing.T) {
	r := rng(304)
	tr := randomThread(t, r, 60, 8)
	col := make([]float64, tr.Len())
	for i := range col {
		col[i] = float64(r.IntN(2))
	}
	var one, two stats.Contagion
	one.Add(tr, col)
	two.Add(tr, col)
	two.Add(build(t, path(5), nil, nil), make([]float64, 5))
	a, b := one.Report(nil), two.Report(nil)
	near(t, "after hostile", b.AfterHostile.Value, a.AfterHostile.Value, 0)
	near(t, "within threads", b.MantelHaenszel.Value, a.MantelHaenszel.Value, 1e-12)
	if b.AfterCalm.Value >= a.AfterCalm.Value || b.Table.D != a.Table.D+4 {
		t.Errorf("%v, %v", a.Table, b.Table)
	}
}
