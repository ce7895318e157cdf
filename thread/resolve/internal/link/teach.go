package link

// Lesson is one item of a run with its candidates, for the trainer.
type Lesson struct {
	X     []Vector
	Right int // index of the true parent among them
}

// Teach walks a run along its true parents and gives out each comment's
// candidates. Comments whose true parent is no candidate are left out, as are
// those with one candidate. The true parents must lie in the run or be its
// displayed parent. Where m is not nil the walk goes along m's own choices, so
// that a second model learns to live with the errors of a first.
func (d *Doc) Teach(m *Model, o Order, run *Run, truth []int32, yield func(Lesson)) {
	c := d.newContext(run)
	defer c.close()
	var b ballot
	var cands []Candidate
	var x []Vector
	path, spare := []Candidate{d.base(run)}, []Candidate(nil)
	replies := make([]int16, len(run.Items)+1)
	placeOf := map[int32]int{run.Parent: -1}
	for place, i := range run.Items {
		if o == DepthFirst {
			cands = d.pathCandidates(cands[:0], path, i)
		} else {
			cands = d.timeCandidates(cands[:0], run, place, replies)
		}
		right := -1
		for k := range cands {
			if cands[k].Item == truth[place] {
				right = k
			}
		}
		x = grow(x, len(cands))
		c.turn(place)
		c.features(cands, x)
		if right >= 0 && len(cands) > 1 {
			yield(Lesson{x, right})
		}
		follow := truth[place]
		if m != nil {
			b.score = softmax(m.scores(o, x, b.score[:0]))
			best, _ := top2(b.score)
			follow = cands[best].Item
		}
		if o == DepthFirst {
			on := false
			for _, q := range path {
				on = on || q.Item == follow
			}
			if on {
				path, spare = descend(spare[:0], path, follow, i, place), path
			}
		}
		d.pred[i] = follow
		if at, ok := placeOf[follow]; ok {
			replies[at+1]++
		}
		placeOf[i] = place
	}
}
