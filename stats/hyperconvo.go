package stats

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// HyperDegrees are HyperConvo's statistics of one list of degrees (Zhang et
// al., ICWSM 2018; ConvoKit 4).
type HyperDegrees struct {
	Max           Estimate `json:"max"`
	Argmax        int      `json:"argmax"` // place in the list, -1 for none
	NormMax       Estimate `json:"norm_max"`
	Second        Estimate `json:"second_largest"`
	NormSecond    Estimate `json:"norm_second_largest"`
	SecondOverMax Estimate `json:"second_largest_over_max"`
	Mean          Estimate `json:"mean"`
	MeanNonzero   Estimate `json:"mean_nonzero"`
	PropNonzero   Estimate `json:"prop_nonzero"`
	PropMultiple  Estimate `json:"prop_multiple"` // above 1, among those above 0
	Entropy       Estimate `json:"entropy"`       // nats
}

// HyperConvo is a thread as a hypergraph: comments are nodes c, people are
// hypernodes C holding their comments, and every reply is a link between
// comments, from a person to a comment, and between people.
type HyperConvo struct {
	// Out and In degrees, comment to comment.
	CommentOut HyperDegrees `json:"out_c_c"`
	CommentIn  HyperDegrees `json:"in_c_c"`
	// Person to comment.
	PersonCommentOut HyperDegrees `json:"out_C_c"`
	PersonCommentIn  HyperDegrees `json:"in_C_c"`
	// Person to person, replies counted each.
	PersonOut HyperDegrees `json:"out_C_C"`
	PersonIn  HyperDegrees `json:"in_C_C"`

	// Reciprocity counts replies by someone to a reply to their own comment,
	// ExternalReciprocity those to a reply to another's.
	Reciprocity         int `json:"reciprocity_motifs"`
	ExternalReciprocity int `json:"external_reciprocity_motifs"`
	// Dyads counts pairs of people who both replied to the other.
	Dyads int `json:"dyadic_interaction_motifs"`
	// IncomingTriads counts, for each person, pairs of people who replied to
	// them, OutgoingTriads pairs they replied to.
	IncomingTriads int `json:"incoming_triads"`
	OutgoingTriads int `json:"outgoing_triads"`
}

// HyperConvoOf returns the statistics of t as ConvoKit 4 defines them, the Post
// counting as the utterance that opens the conversation. Comments stand in order of time where all times are known, else of input, and people
// in order of their first comment; placeholders and messages of the software are
// left out, as are replies to them; someone unknown is a person of one comment. As in ConvoKit a reply to
// oneself links a person to themselves in the degrees and triads. For the first
// ten comments, the method's usual window, take HyperConvoOf(FirstN(t, 10)).
// Linear time but for sorting.
func HyperConvoOf(t *thread.Thread) HyperConvo {
	left := func(n thread.Node) bool { return t.Missing(n) || t.Comment(n).Kind == thread.System }
	nodes := slices.DeleteFunc(order(t), left)
	parent := treeOf(t).parent
	person := make([]int32, len(parent))
	place := make([]int32, len(parent))
	seen := map[thread.Author]int32{}
	people := int32(0)
	for k, n := range nodes {
		place[n] = int32(k)
		a := t.Author(n)
		id, ok := seen[a]
		if a == thread.Nobody || !ok {
			id = people
			people++
			if a != thread.Nobody {
				seen[a] = id
			}
		}
		person[n] = id
	}
	var h HyperConvo
	cOut, cIn := make([]float64, len(nodes)), make([]float64, len(nodes))
	pOut, pIn := make([]float64, people), make([]float64, people)
	type link struct{ from, to int32 }
	var links []link
	for _, n := range nodes {
		p := parent[n]
		if p == thread.None || left(p) {
			continue
		}
		cOut[place[n]]++
		cIn[place[p]]++
		pOut[person[n]]++
		pIn[person[p]]++
		links = append(links, link{person[n], person[p]})
		if g := parent[p]; g != thread.None && !left(g) {
			if person[g] == person[n] {
				h.Reciprocity++
			} else {
				h.ExternalReciprocity++
			}
		}
	}
	h.CommentOut, h.CommentIn = hyperDegrees(cOut), hyperDegrees(cIn)
	h.PersonCommentOut, h.PersonCommentIn = hyperDegrees(pOut), hyperDegrees(cIn)
	h.PersonOut, h.PersonIn = hyperDegrees(pOut), hyperDegrees(pIn)

	slices.SortFunc(links, func(a, b link) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	links = slices.Compact(links)
	in, out := make([]int, people), make([]int, people)
	for _, l := range links {
		out[l.from]++
		in[l.to]++
		if l.from < l.to {
			_, back := slices.BinarySearchFunc(links, link{l.to, l.from}, func(a, b link) int {
				return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
			})
			if back {
				h.Dyads++
			}
		}
	}
	for i := range in {
		h.IncomingTriads += in[i] * (in[i] - 1) / 2
		h.OutgoingTriads += out[i] * (out[i] - 1) / 2
	}
	return h
}

func hyperDegrees(x []float64) HyperDegrees {
	d := HyperDegrees{Argmax: -1}
	n := len(x)
	if n == 0 {
		u := Undefined(0, "no comments")
		return HyperDegrees{u, -1, u, u, u, u, u, u, u, u, u}
	}
	sum, nonzero, multiple, first, second := 0.0, 0, 0, math.Inf(-1), math.Inf(-1)
	for i, v := range x {
		sum += v
		if v > 0 {
			nonzero++
		}
		if v > 1 {
			multiple++
		}
		if v > first {
			second, first, d.Argmax = first, v, i
		} else {
			second = max(second, v)
		}
	}
	over := func(a, b float64, reason string) Estimate {
		if b == 0 {
			return Undefined(n, reason)
		}
		return Exact(a/b, n)
	}
	const none = "no replies"
	d.Max = Exact(first, n)
	d.NormMax = over(first, sum, none)
	if n > 1 {
		d.Second, d.NormSecond, d.SecondOverMax = Exact(second, n), over(second, sum, none), over(second, first, none)
	} else {
		u := Undefined(n, "fewer than two")
		d.Second, d.NormSecond, d.SecondOverMax = u, u, u
	}
	d.Mean = Exact(sum/float64(n), n)
	d.MeanNonzero = over(sum, float64(nonzero), none)
	d.PropNonzero = Exact(float64(nonzero)/float64(n), n)
	d.PropMultiple = over(float64(multiple), float64(nonzero), none)
	d.Entropy = Entropy(x)
	if sum == 0 {
		d.Entropy = Undefined(n, none)
	}
	return d
}
