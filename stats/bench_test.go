package stats_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/network"
)

// corpus returns 1,000,000 comments in 30,000 threads by 100,000 people.
func corpus(b *testing.B, comments, threads int) []*thread.Thread {
	b.Helper()
	r := rng(201)
	names := make([]string, comments/10)
	for i := range names {
		names[i] = fmt.Sprint("user", i)
	}
	ids := make([]string, comments/threads+1)
	for i := range ids {
		ids[i] = fmt.Sprint("c", i)
	}
	out := make([]*thread.Thread, threads)
	for k := range out {
		n := comments / threads
		if k < comments%threads {
			n++
		}
		cs := make([]thread.Comment, n)
		now := epoch
		for i := range cs {
			now = now.Add(time.Duration(1+r.IntN(600)) * time.Second)
			cs[i] = thread.Comment{ID: ids[i], Author: names[r.IntN(len(names))], Time: now}
			if p := r.IntN(i+1) - 1; p >= 0 {
				cs[i].Parent = ids[p]
			}
		}
		t, err := thread.New(cs, nil)
		if err != nil {
			b.Fatal(err)
		}
		t.Authors() // part of building
		out[k] = t
	}
	return out
}

func perComment(b *testing.B, n int) {
	b.ReportAllocs()
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "comments/s")
}

func BenchmarkMeasures(b *testing.B) {
	if testing.Short() {
		b.Skip("a large corpus")
	}
	const n = 1_000_000
	ts := corpus(b, n, 30_000)
	measure := map[string]func(t *thread.Thread){
		"shape": func(t *thread.Thread) { stats.ShapeOf(t).HIndex(); stats.OffspringOf(t) },
		"time": func(t *thread.Thread) {
			stats.LatencyOf(t)
			gaps := stats.Gaps(nil, t)
			stats.Burstiness(gaps)
			stats.Memory(gaps)
			stats.HourOfWeek(t, nil)
			stats.Positions(nil, t)
		},
		"participation": func(t *thread.Thread) { stats.ParticipationOf(t) },
	}
	measure["all"] = func(t *thread.Thread) {
		measure["shape"](t)
		measure["time"](t)
		measure["participation"](t)
	}
	for _, name := range []string{"shape", "time", "participation", "all"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				for _, t := range ts {
					measure[name](t)
				}
			}
			perComment(b, n)
		})
	}
	b.Run("survival", func(b *testing.B) {
		for b.Loop() {
			var all []stats.Spell
			for _, t := range ts {
				s, _ := stats.FirstReplies(t, time.Time{})
				all = append(all, s...)
			}
			stats.KaplanMeier(all)
		}
		perComment(b, n)
	})
	b.Run("interactions", func(b *testing.B) {
		for b.Loop() {
			var m stats.Interactions
			for _, t := range ts {
				m.Add(t, nil)
			}
			m.Graph()
		}
		perComment(b, n)
	})
	b.Run("corpus", func(b *testing.B) {
		for b.Loop() {
			var c stats.Corpus
			for _, t := range ts {
				c.Add(t)
			}
		}
		perComment(b, n)
	})
}

func links(b *testing.B, n int) {
	b.ReportAllocs()
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "links/s")
}

func BenchmarkPageRank(b *testing.B) {
	for _, size := range []struct{ people, links int }{{20_000, 80_000}, {200_000, 1_000_000}} {
		g := randomGraph(rng(202), size.people, size.links)
		b.Run(fmt.Sprintf("ours/%d", size.links), func(b *testing.B) {
			for b.Loop() {
				g.PageRank(0.85)
			}
			links(b, size.links)
		})
		if size.links > 100_000 {
			continue
		}
		b.Run(fmt.Sprintf("gonum/%d", size.links), func(b *testing.B) {
			for b.Loop() {
				network.PageRankSparse(g, 0.85, 1e-12)
			}
			links(b, size.links)
		})
	}
}

func BenchmarkBetweenness(b *testing.B) {
	for _, size := range []struct{ people, links int }{{1000, 4000}, {5000, 20_000}} {
		g := randomGraph(rng(203), size.people, size.links)
		b.Run(fmt.Sprintf("ours/%d", size.links), func(b *testing.B) {
			for b.Loop() {
				g.Betweenness()
			}
			links(b, size.links)
		})
		if testing.Short() && size.links > 4000 {
			continue
		}
		b.Run(fmt.Sprintf("gonum/%d", size.links), func(b *testing.B) {
			for b.Loop() {
				network.Betweenness(g)
			}
			links(b, size.links)
		})
	}
}

func BenchmarkCommunities(b *testing.B) {
	for _, size := range []struct{ people, links int }{{1000, 4000}, {20_000, 80_000}} {
		g := randomGraph(rng(204), size.people, size.links)
		b.Run(fmt.Sprintf("louvain/%d", size.links), func(b *testing.B) {
			var q float64
			for b.Loop() {
				q = g.Louvain(1, 1).Modularity.Value
			}
			links(b, size.links)
			b.ReportMetric(q, "Q")
		})
		b.Run(fmt.Sprintf("leiden/%d", size.links), func(b *testing.B) {
			var q float64
			for b.Loop() {
				q = g.Leiden(1, 1).Modularity.Value
			}
			links(b, size.links)
			b.ReportMetric(q, "Q")
		})
		if testing.Short() && size.links > 4000 {
			continue
		}
		u := undirect(g)
		b.Run(fmt.Sprintf("gonum/%d", size.links), func(b *testing.B) {
			var q float64
			for b.Loop() {
				q = community.Q(u, community.Modularize(u, 1, rand.NewPCG(1, 1)).Communities(), 1)
			}
			links(b, size.links)
			b.ReportMetric(q, "Q")
		})
	}
}
