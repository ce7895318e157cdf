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
	// Doubts holds, likewise, the weights by which a choice is held against the
	// comment before.
	Doubts [2][Modes][]float32
	// Order holds the weights by which the order of a page is decided, without
	// authors and with them.
	Order [2][]float32
}

// Kinds is how many kinds of run have ensembles of their own: those of whose
// comments the text alone is known, those with authors, and those with times.
const (
	Kinds       = 3
	authorsKind = 1
	TimedKind   = 2
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
	b.raw = e.fast[0].scores(b.x, len(b.cands), b.raw[:0], sketch, &w.care)
	b.score = softmax(append(b.score[:0], b.raw...))
}

// second corrects the probabilities of those candidates that the first look
// leaves any hope, once hindsight has filled their features.
func (e *Ensemble) second(w *walk, b *ballot) {
	var room, sums [maxPairs]int32
	live, f := room[:0], &e.fast[1]
	for k, p := range b.score {
		if p > w.care.hopeless {
			live = append(live, int32(k))
		}
	}
	f.lead(0, len(f.trees), b.x, live, sums[:len(b.score)])
	for k, r := range b.raw {
		b.score[k] = r + float32(sums[k])*f.scale
	}
	softmax(b.score)
}

// care says how much is looked at.
type care struct {
	leeway   [len(stages)]float32 // candidates that fall further behind the best after each stage are left there
	growth   [len(stages)]float32 // how many times as far behind they would end, 0 no matter
	certain  float32              // probability from which a choice is not looked at again
	hopeless float32              // probability up to which a candidate is not
}

// quick loses nothing that shows on the discussions for development; the
// trainer is more thorough.
func quick() care {
	return care{[...]float32{1.6, 1.4, 1.1, 0.5}, [...]float32{2.2, 1.7, 1.4, 1.15}, 0.9, 0.05}
}
func thorough() care {
	return care{leeway: [...]float32{4, 3, 2, 1}, certain: 0.97, hopeless: 0.02}
}

// Order is the order in which a run stands.
type Order uint8

// The orders.
const (
	DepthFirst    Order = iota // each comment before all that stands below it
	Chronological              // by time
)

// treeDepth is how many questions a tree asks.
const treeDepth = 5

// Tree is a symmetric tree: it asks the same questions of every pair, whether
// the feature is greater than the split, and bit k of the leaf's number is the
// answer to question k. A split of MaxStep asks nothing.
type Tree struct {
	Feature, Split [treeDepth]uint8
	Leaf           [1 << treeDepth]float32
}
