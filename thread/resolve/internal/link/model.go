package link

// Model scores candidates: ensembles of boosted trees for each order, with
// times and without. It is immutable and safe to share.
type Model struct {
	Ensembles [2][Kinds]Ensemble // by order and kind of run
	// Calibration holds, by order and by what is known, the probability that a
	// choice is right at equal steps of the log odds that the ranker states.
	Calibration [2][Modes][]float32
	// Levels holds, likewise, the weights that take the kind of page into account
	// before.
	Levels [2][Modes][]float32
	// Order holds the weights by which the order of a page is decided, without
	// authors and with them.
	Order [2][]float32
}

// Kinds is how many kinds of run have ensembles of their own: those without
// times and those with.
const (
	Kinds     = 2
	timedKind = 1
)

// Modes is how many kinds of run are told apart by what is known of their
// comments: nothing, authors, authors and times.
const Modes = 3

// Ensemble is the trees that judge one kind of run: those of the first look and
// those that correct it on the second, each adding to the log odds.
type Ensemble struct {
	First, Second []Tree
	fast          [2]forest
}

// Prepare readies the ensemble for quick evaluation.
func (e *Ensemble) Prepare() {
	e.fast = [2]forest{newForest(e.First), newForest(e.Second)}
}

// first scores the candidates of a comment on the first look, a sketch by the
// first trees alone. The ensemble must be prepared.
func (e *Ensemble) first(w *walk, b *ballot, sketch bool) {
	b.raw = e.fast[0].scores(b.x, b.raw[:0], sketch, w.care.leeway)
	b.score = softmax(append(b.score[:0], b.raw...))
}

// second corrects the probabilities of those candidates that the first look
// leaves any hope, once hindsight has filled their features.
func (e *Ensemble) second(w *walk, b *ballot) {
	var room [32]int32
	live := room[:0]
	for k, p := range b.score {
		b.score[k] = 0
		if p > w.care.hopeless {
			live = append(live, int32(k))
		}
	}
	e.fast[1].lead(b.x, live, b.score)
	for k, r := range b.raw {
		b.score[k] += r
	}
	softmax(b.score)
}

// care says how much is looked at.
type care struct {
	leeway   [len(stages)]float32 // candidates that fall further behind the best after each stage are left there
	certain  float32              // probability from which a choice is not looked at again
	hopeless float32              // probability up to which a candidate is not
}

// quick loses nothing that shows on the discussions for development; the
// trainer is more thorough.
func quick() care    { return care{[...]float32{2.2, 2.2}, 0.9, 0.05} }
func thorough() care { return care{[...]float32{4, 100}, 0.97, 0.02} }

// Tree is a complete binary tree: the node below node k on the left is 2k+1,
// on the right 2k+2, and the leaves follow the last inner node.
type Tree struct {
	Feature []uint8
	Split   []float32 // goes right where the feature is greater
	Leaf    []float32
}

// Order is the order in which a run stands.
type Order uint8

// The orders.
const (
	DepthFirst    Order = iota // each comment before all that stands below it
	Chronological              // by time
)
