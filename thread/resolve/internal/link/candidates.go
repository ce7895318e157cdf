package link

import "slices"

// pathCandidates lists what item i may answer: the path from its end up.
// Where times are known, neither a candidate nor the reply by which the path
// goes on from it may be younger than the item. A few of the latest comments
// that are on no open branch are listed too.
func (w *walk) pathCandidates(dst []Candidate, place int) []Candidate {
	d, path := w.d, w.path
	t := d.Items[w.run.Items[place]].Time
	empty := len(dst)
	young := false
	for k := len(path) - 1; k >= 0; k-- {
		if len(path)-k > maxPath && k > 0 {
			continue
		}
		q := path[k]
		q.Pops = int16(len(path) - 1 - k)
		if k+1 < len(path) {
			young = d.younger(path[k+1].Item, t)
		}
		if !young && !d.younger(q.Item, t) || k == 0 && len(dst) == empty {
			dst = append(dst, q)
		}
	}
	// An error before may have left the path on which the truth lies.
	for at := place - 2; at >= 0 && at >= place-astray; at-- {
		j := w.run.Items[at]
		if d.younger(j, t) || slices.ContainsFunc(path, func(q Candidate) bool { return q.Item == j }) {
			continue
		}
		dst = append(dst, Candidate{Item: j, Parent: d.pred[j], Place: int32(at), Replies: w.replies[at+1], Pops: strayed, Child: -1})
	}
	far := 0
	matches := d.matches(w.run.Items[place])
	for k := range matches {
		j := matches[k].other
		if far == maxFar || matches[k].own < 6 || j < w.run.Items[0] || d.younger(j, t) {
			continue
		}
		at, ok := slices.BinarySearch(w.run.Items, j)
		if !ok || slices.ContainsFunc(dst, func(q Candidate) bool { return q.Item == j }) || slices.ContainsFunc(path, func(q Candidate) bool { return q.Item == j }) {
			continue
		}
		dst = append(dst, Candidate{Item: j, Parent: d.pred[j], Place: int32(at), Replies: w.replies[at+1], Pops: strayed, Child: -1})
		far++
	}
	return dst
}

func (d *Doc) younger(j int32, t int64) bool {
	return j >= 0 && t != 0 && d.Items[j].Time > t
}

// timeCandidates lists what the item at place may answer: the latest comments
// of the run, those of its last 40 that anything points to, those further back
// whose words are repeated, and the displayed parent.
func (d *Doc) timeCandidates(dst []Candidate, run *Run, place int, replies []int16) []Candidate {
	i := run.Items[place]
	add := func(at int) {
		j := run.Items[at]
		dst = append(dst, Candidate{Item: j, Parent: d.pred[j], Place: int32(at), Replies: replies[at+1], Child: -1})
	}
	author := d.author[i]
	matches := d.matches(i)
	var people, items [16]int32
	addressed, repeated := people[:0], items[:0]
	for _, m := range d.Mentions(i) {
		if m.Strength >= Addressed {
			addressed = append(addressed, m.Person)
		}
	}
	for k := range matches {
		if m := &matches[k]; m.own >= 4 || m.longest >= 4 {
			repeated = append(repeated, m.other)
		}
	}
	seen := 0 // people whose latest comment is in
	var who [8]int32
	for at := place - 1; at >= 0 && at >= place-window; at-- {
		j := run.Items[at]
		keep := at >= place-recent
		a := d.author[j]
		first := false
		if a >= 0 && a != author && seen < len(who) && !slices.Contains(who[:seen], a) {
			who[seen] = a
			seen++
			first = true
		}
		if !keep && len(dst) < maxCands {
			p := d.pred[j]
			keep = first || at >= place-12 || p >= 0 && author >= 0 && d.author[p] == author ||
				a >= 0 && slices.Contains(addressed, a) || slices.Contains(repeated, j)
		}
		if keep {
			add(at)
		}
	}
	far := 0
	for k := range matches {
		if far < maxFar && matches[k].own >= 6 && matches[k].other >= run.Items[0] {
			if at, ok := slices.BinarySearch(run.Items, matches[k].other); ok && at < place-window {
				add(at)
				far++
			}
		}
	}
	b := d.base(run)
	b.Replies = replies[0]
	return append(dst, b)
}
