package link

// Lesson is one item of a run with its candidates, for the trainer.
type Lesson struct {
	X     []Vector
	Base  []float32 // log odds of the first look, nil on it
	Right int       // index of the true parent among them
	Kind  int       // which ensemble is taught
}

// Teach walks a run and gives out each comment's candidates. Comments whose
// true parent is no candidate are left out, as are those with one candidate.
// The true parents must lie in the run or be its displayed parent. Where m is
// nil the walk goes along the true parents, else along m's choices, so that a
// second model learns to live with the errors of a first. Where second is set
// the lessons are those of the second look.
func (d *Doc) Teach(m *Model, second bool, o Order, run *Run, truth []int32, yield func(Lesson)) {
	w := d.newWalk(o, run, thorough())
	defer w.close()
	right := func(b *ballot) int {
		for k := range b.cands {
			if b.cands[k].Item == truth[b.place] {
				return k
			}
		}
		return -1
	}
	w.walk(func(b *ballot) int {
		r := right(b)
		if !second && len(b.cands) > 1 {
			l := Lesson{Right: r, Kind: w.kind}
			for k := range b.cands {
				l.X = append(l.X, b.x[k/lanes].vector(k))
			}
			yield(l)
		}
		if m == nil {
			return max(r, 0)
		}
		m.Ensembles[o][w.kind].first(w, b, false)
		return top(b.score)
	}, func(b *ballot) {
		if !second || b.score[top(b.score)] > w.care.certain {
			return
		}
		r := right(b)
		if r < 0 || b.score[r] <= w.care.hopeless {
			return
		}
		w.hindsight(b)
		l := Lesson{Kind: w.kind}
		for k := range b.cands {
			if k == r {
				l.Right = len(l.X)
			}
			if b.score[k] > w.care.hopeless {
				l.X, l.Base = append(l.X, b.x[k/lanes].vector(k)), append(l.Base, b.raw[k])
			}
		}
		if len(l.X) > 1 {
			yield(l)
		}
	})
}
