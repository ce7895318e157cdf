package rejoinder

import (
	"math"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// network is who answers whom and with what. All matrices have the same rows.
type network struct {
	replies *stats.Interactions
	// scored counts the replies whose hostility sums up in hostile.
	scored, hostile stats.Interactions
	// agree and disagree are sums of probabilities.
	agree, disagree stats.Interactions
	people          []person
	rows            map[personID]int
	tagged          bool
}

type person struct {
	name, key         string
	comments, scored  int
	hostility         float64
	written, received float64
}

// personID tells people apart as [stats.Interactions] does: by the source's key
// where there is one, else by name.
type personID struct {
	id    string
	keyed bool
}

func networkOf(threads ...*Analysis) *network {
	g := &network{replies: new(stats.Interactions)}
	for _, a := range threads {
		g.replies.Merge(a.interactions())
		if a.Scores == nil {
			continue
		}
		g.tagged = true
		g.scored.Add(a.Thread, func(n thread.Node) float64 { return unless(a.Scores[n].Scored, 1) })
		g.hostile.Add(a.Thread, func(n thread.Node) float64 {
			return unless(a.Scores[n].Scored, a.Scores[n].Hostility.Score)
		})
		g.agree.Add(a.Thread, func(n thread.Node) float64 {
			return unless(!a.Scores[n].Parent.Unsure, a.Scores[n].Parent.Agree)
		})
		g.disagree.Add(a.Thread, func(n thread.Node) float64 {
			return unless(!a.Scores[n].Parent.Unsure, a.Scores[n].Parent.Disagree)
		})
	}
	g.count()
	for _, a := range threads {
		g.score(a)
	}
	return g
}

// unless returns x where it is known and NaN where it is not.
func unless(known bool, x float32) float64 {
	if !known {
		return math.NaN()
	}
	return float64(x)
}

// count fills in the people and what the matrix says of them.
func (g *network) count() {
	g.people = make([]person, g.replies.Len())
	g.rows = make(map[personID]int, len(g.people))
	for i := range g.people {
		p := person{name: g.replies.Name(i), key: g.replies.Key(i), comments: g.replies.Comments(i)}
		g.people[i] = p
		if p.key != "" {
			g.rows[personID{p.key, true}] = i
		} else {
			g.rows[personID{p.name, false}] = i
		}
	}
	g.replies.DoNonZero(func(i, j int, v float64) {
		g.people[i].written += v
		g.people[j].received += v
	})
}

// score adds up the hostility of what each person wrote, Posts left out.
func (g *network) score(a *Analysis) {
	if a.Scores == nil {
		return
	}
	names := a.Thread.Authors()
	of := make([]personID, len(names))
	for i, name := range names {
		of[i] = personID{id: name}
	}
	for n, c := range a.Thread.All() {
		if who := a.Thread.Author(n); who != thread.Nobody && c.Details != nil && c.Details.AuthorID != "" {
			of[who] = personID{c.Details.AuthorID, true}
		}
	}
	for n, c := range a.Thread.All() {
		who := a.Thread.Author(n)
		if who == thread.Nobody || !isComment(c) || !a.Scores[n].Scored {
			continue
		}
		if row, ok := g.rows[of[who]]; ok {
			g.people[row].scored++
			g.people[row].hostility += float64(a.Scores[n].Hostility.Score)
		}
	}
}

// hostilityMean returns the mean score of what p wrote, NaN where nothing was
// scored.
func (p *person) hostilityMean() float64 { return p.hostility / float64(p.scored) }

// edge returns what i's replies to j say: their mean hostility, NaN where none
// was scored, and how many agree and disagree, in expectation.
func (g *network) edge(i, j int) (hostility, agree, disagree float64) {
	if !g.tagged {
		return math.NaN(), math.NaN(), math.NaN()
	}
	return g.hostile.At(i, j) / g.scored.At(i, j), g.agree.At(i, j), g.disagree.At(i, j)
}
