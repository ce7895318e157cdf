package rejoinder

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/sentiment/target"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/pseudonym"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve"
	"github.com/seed-100d3eb7/rejoinder/thread/spool"
)

// Version is the version of the library, stamped into every report.
const Version = "0.1.0"

// Options say how comments are analysed. Nil means the zero Options.
type Options struct {
	// Thread says how trees are built; nil is placeholders for lost parents.
	Thread *thread.Options
	// Spool, where it is not nil, says that the comments of a thread may be
	// scattered over the input, and how they are brought together. Its own
	// Thread is not used.
	Spool *spool.Options
	// Resolve says how hidden parents, authors and times are recovered.
	Resolve *resolve.Options
	// Given keeps to what the source states and shows: nothing is inferred.
	Given bool
	// Pseudonyms, where it is not nil, puts labels in the place of names in all
	// that is reported. What is scored are the texts as they were, since labels
	// read otherwise than names: scores are those of a report without it, and
	// the Tagger sees the names. See the package for what it does not hide.
	Pseudonyms *pseudonym.Key
	// Tagger scores the comments; nil is sentiment.English().
	Tagger sentiment.Tagger
	// Untagged leaves scores and targets out.
	Untagged bool
	// TargetModel judges stance towards targets; nil is target.English(). What
	// the Tagger says of targets is replaced.
	TargetModel *target.Model
	// Targets are the people and things towards whom stance is wanted. Nil
	// means those that the thread itself speaks of most.
	Targets []string
	// Sentences bounds how many sentences of each thread are parsed in search
	// of targets; 0 means 400, below 0 none. Parsing a sentence costs as much
	// as all else does for ten comments: leave it out in bulk, at the price of
	// names told less well from other words with a capital.
	Sentences int
	// Bad is called with each record that could not be read. With Bad nil
	// Analyses hands them on. Analyze counts them in either case.
	Bad func(*thread.RecordError)
	// Workers is how many threads are worked on at once; 0 is GOMAXPROCS.
	Workers int
}

// Analysis is one thread and what is known of it. Scores has one element for
// each node of Thread, or none if the options left scoring out.
type Analysis struct {
	// ID is the source's name for the thread, or "t1", "t2", … in input order.
	ID string
	// Source names the input where a report covers several; else it may be "".
	Source  string
	Thread  *thread.Thread
	Scores  []sentiment.Scores
	Targets []target.Target
	Measures
}

// Analyze reads all comments and reports on their threads, in the order of their
// first comments; those of a thread may be scattered over the input. It holds
// everything; for input that does not fit in memory range over [Analyses]. The
// error is the one that ended the input, and the report then covers what was
// read before it.
func Analyze(comments iter.Seq2[thread.Comment, error], opt *Options) (*Report, error) {
	r := NewReport(opt)
	o := opt.orDefault()
	if o.Spool == nil && (o.Thread == nil || o.Thread.Open == 0) {
		var all thread.Options
		if o.Thread != nil {
			all = *o.Thread
		}
		all.Open = math.MaxInt // they are all held in the end
		o.Thread = &all
	}
	if bad := o.Bad; bad != nil {
		o.Bad = func(err *thread.RecordError) {
			r.Skipped++
			bad(err)
		}
	}
	for a, err := range Analyses(comments, o) {
		if errors.As(err, new(*thread.RecordError)) {
			r.Skipped++
			continue
		}
		if err != nil {
			r.Err = err
			return r, err
		}
		r.Add(a)
	}
	return r, nil
}

// Analyses rebuilds, recovers, tags and measures thread after thread. The
// comments of a thread must stand together unless Options.Spool or the Open of
// Options.Thread says otherwise. It works on several threads at once, hands them
// on in the order of the input, holds no more than two for each worker, and
// stops all work when the loop over it ends. A Tagger that panics does so in the
// goroutine of the loop, with a [*PanicError].
//
// A [*thread.RecordError] comes with a nil Analysis and the sequence goes on;
// any other error, a [*TaggerError] among them, is the last pair.
func Analyses(comments iter.Seq2[thread.Comment, error], opt *Options) iter.Seq2[*Analysis, error] {
	o := opt.orDefault()
	return func(yield func(*Analysis, error) bool) {
		var working sync.WaitGroup
		defer working.Wait()
		threads := 0
		var pending []chan result // the oldest first
		workers := make(chan struct{}, o.Workers)
		next := func() bool {
			r := <-pending[0]
			pending = pending[1:]
			if r.panicked != nil {
				panic(r.panicked)
			}
			return yield(r.Analysis, r.error) && r.error == nil
		}
		drain := func() bool {
			for len(pending) > 0 {
				if !next() {
					return false
				}
			}
			return true
		}
		for t, err := range o.group(comments) {
			if bad, ok := errors.AsType[*thread.RecordError](err); ok && o.Bad != nil {
				o.Bad(bad)
				continue
			}
			if err != nil {
				// Errors keep their place among the threads.
				if !drain() || !yield(nil, err) {
					return
				}
				continue
			}
			done := make(chan result, 1)
			threads++
			id := nameOf(t, threads)
			workers <- struct{}{}
			working.Go(func() {
				// What stands where the tagger ends its goroutine.
				r := result{panicked: &PanicError{Value: "the goroutine was ended", Thread: id}}
				defer func() {
					done <- r
					<-workers
				}()
				r = o.result(id, t)
			})
			pending = append(pending, done)
			if len(pending) >= 2*o.Workers && !next() {
				return
			}
		}
		drain()
	}
}

type result struct {
	*Analysis
	error
	panicked *PanicError
}

// PanicError is what [Analyses] panics with where a [sentiment.Tagger] has: in the
// goroutine that ranges over it, where it can be recovered from.
type PanicError struct {
	Value  any    // what was panicked with
	Thread string // being worked on
	Stack  []byte // of the goroutine that panicked
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("rejoinder: panic at thread %q: %v\n\n%s", e.Thread, e.Value, e.Stack)
}

// Unwrap returns Value where it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// result is analyse for a goroutine that has nobody to panic to.
func (o *Options) result(id string, t *thread.Thread) (r result) {
	defer func() {
		if v := recover(); v != nil {
			r = result{panicked: &PanicError{v, id, debug.Stack()}}
		}
	}()
	a, err := o.analyse(id, t)
	return result{Analysis: a, error: err}
}

// AnalyzeThread is the flow for a thread that is there already: it recovers,
// tags and measures t, which must not be nil. The error is a [*TaggerError] or
// that of Options.Pseudonyms. The Analysis is named as the comments' Thread says,
// or "t1", and may be added to a [Report].
func AnalyzeThread(t *thread.Thread, opt *Options) (*Analysis, error) {
	return opt.orDefault().analyse(nameOf(t, 1), t)
}

func (o *Options) group(comments iter.Seq2[thread.Comment, error]) iter.Seq2[*thread.Thread, error] {
	if o.Spool == nil {
		return thread.Group(comments, o.Thread)
	}
	s := *o.Spool
	s.Thread = o.Thread
	return spool.Group(comments, &s)
}

// analyse is the whole flow for one thread.
func (o *Options) analyse(id string, t *thread.Thread) (*Analysis, error) {
	if !o.Given {
		t = resolve.Thread(t, o.Resolve)
	}
	a := &Analysis{ID: id, Thread: t}
	if !o.Untagged {
		a.Scores = o.Tagger.AppendScores(nil, t)
		if len(a.Scores) != t.Len() {
			return nil, &TaggerError{Tagger: o.Tagger.Card().Name, Thread: id, Got: len(a.Scores), Want: t.Len()}
		}
		for n := range a.Scores {
			if reason := faultOf(&a.Scores[n]); reason != "" {
				return nil, &TaggerError{Tagger: o.Tagger.Card().Name, Thread: id, Comment: t.Comment(thread.Node(n)).ID, Reason: reason}
			}
		}
		a.Targets = o.targets(t)
		o.TargetModel.Stances(t, a.Targets, a.Scores)
	}
	if o.Pseudonyms != nil {
		if err := a.hide(o.Pseudonyms); err != nil {
			return nil, err
		}
	}
	a.Measures = measure(a.Thread, a.Scores, a.Targets)
	return a, nil
}

// nameOf returns what the source calls the n-th thread.
func nameOf(t *thread.Thread, n int) string {
	for _, c := range t.All() {
		if c.Thread != "" {
			return c.Thread
		}
	}
	return "t" + strconv.Itoa(n)
}

func (o *Options) targets(t *thread.Thread) []target.Target {
	opt := target.Options{Sentences: o.Sentences, Context: titleOf(t)}
	if o.Targets != nil {
		return target.FindNamed(t, o.Targets, &opt)
	}
	return target.Find(t, &opt)
}

// titleOf returns the heading of the post that opens t.
func titleOf(t *thread.Thread) string {
	for _, c := range t.All() {
		if title := heading(c); title != "" {
			return title
		}
	}
	return ""
}

func (o *Options) orDefault() *Options {
	var d Options
	if o != nil {
		d = *o
	}
	if d.Tagger == nil && !d.Untagged {
		d.Tagger = sentiment.English()
	}
	if d.TargetModel == nil && !d.Untagged {
		d.TargetModel = target.English()
	}
	if d.Workers <= 0 {
		d.Workers = runtime.GOMAXPROCS(0)
	}
	return &d
}

// TaggerError reports a [sentiment.Tagger] that broke its promise: of one element
// for each node, or, where Reason says so, of labels that exist and probabilities
// within 0 and 1. Kinds and InContext may be NaN: unknown.
type TaggerError struct {
	Tagger, Thread string
	Got, Want      int
	Comment        string // its ID, with a Reason
	Reason         string
}

func (e *TaggerError) Error() string {
	if e.Reason != "" {
		return fmt.Sprintf("rejoinder: tagger %q gave comment %q of thread %q %s", e.Tagger, e.Comment, e.Thread, e.Reason)
	}
	return fmt.Sprintf("rejoinder: tagger %q gave %d scores for the %d nodes of thread %q", e.Tagger, e.Got, e.Want, e.Thread)
}

// faultOf returns what is wrong with a tagger's scores, "" nothing.
func faultOf(s *sentiment.Scores) string {
	if h := &s.Hostility; s.Scored {
		switch {
		case !(h.Score >= 0 && h.Score <= 1):
			return fmt.Sprintf("the score %g", h.Score)
		case h.InContext < 0 || h.InContext > 1:
			return fmt.Sprintf("the score in context %g", h.InContext)
		case h.Label > sentiment.Severe:
			return h.Label.String()
		case h.Target > sentiment.Group:
			return h.Target.String()
		}
		for _, k := range h.Kinds {
			if k < 0 || k > 1 {
				return fmt.Sprintf("a kind of %g", k)
			}
		}
	}
	p := &s.Parent
	for _, x := range [...]float32{p.Agree, p.Disagree, p.Neutral, p.Query} {
		if !(x >= 0 && x <= 1) {
			return fmt.Sprintf("a stance of %g", x)
		}
	}
	return ""
}
