// Package spool groups comments into threads where the comments of a thread
// are scattered over an input larger than memory, as they are in the monthly
// dumps of Reddit, which stand in order of time.
//
// [thread.Group] needs the comments of a thread to stand together, or to be no
// further apart than the threads it holds open. Group of this package has no
// such need: it reads the input once, writes what does not fit in memory to
// temporary files by thread name, and reads each file once. A comment costs
// the same whether the input holds a thousand or a billion; memory is bounded
// by an option, but for a single thread that exceeds it.
package spool

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
	"unsafe"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Options say where and how much is kept. Nil means the zero Options.
type Options struct {
	// Thread says how threads are built; its Open is not used.
	Thread *thread.Options
	// Dir is where temporary files go; "" is the system's place. They need
	// about as much room as the comments' text and are removed at the end.
	Dir string
	// Memory bounds the bytes of comments held at once, their text and fields
	// counted; 0 is 256 MiB. A thread larger than that is held all the same.
	Memory int64
}

const (
	defaultMemory = 256 << 20
	bits          = 6 // of the key, that one split looks at
	fan           = 1 << bits
)

// Group builds one thread for each name in [thread.Comment.Thread]. Threads
// come in an order that depends on their names alone; the comments of each are
// in input order.
//
// A [*thread.RecordError] of the input is passed on with a nil thread as it is
// met. Any other error ends the input: the threads read so far are given out,
// and the error is the last pair. An error of the temporary files ends the
// sequence at once.
func Group(seq iter.Seq2[thread.Comment, error], opt *Options) iter.Seq2[*thread.Thread, error] {
	var o Options
	if opt != nil {
		o = *opt
	}
	if o.Memory <= 0 {
		o.Memory = defaultMemory
	}
	return func(yield func(*thread.Thread, error) bool) {
		s := spooler{Options: o, yield: yield}
		defer s.close()
		if err := s.run(seq); err != nil && !errors.Is(err, errStop) {
			yield(nil, err)
		}
	}
}

// errStop ends the work because the loop over the sequence was left.
var errStop = errors.New("spool: stopped")

type spooler struct {
	Options
	yield func(*thread.Thread, error) bool
	files []*os.File
}

// part is what is known of the threads whose keys agree in their first bits.
type part struct {
	depth int
	held  []thread.Comment // the newest comments, not yet written
	bytes int64            // of held
	file  *os.File         // the older comments, nil none
	w     *bufio.Writer
	size  int64 // of file

	weight int64  // in memory, of all comments of the part
	name   string // of the first comment's thread
	mixed  bool   // another thread has comments here too
}

func (s *spooler) run(seq iter.Seq2[thread.Comment, error]) error {
	var parts [fan]part
	var inputErr error
	var held int64
	for c, err := range seq {
		if err != nil {
			if bad, ok := errors.AsType[*thread.RecordError](err); ok {
				if !s.yield(nil, bad) {
					return errStop
				}
				continue
			}
			inputErr = err
			break
		}
		if err := s.put(&parts, 0, c, &held); err != nil {
			return err
		}
	}
	if err := s.emit(&parts); err != nil {
		return err
	}
	return inputErr
}

// put adds a comment to its part, and writes the largest parts out while too
// much is held.
func (s *spooler) put(parts *[fan]part, depth int, c thread.Comment, held *int64) error {
	p := &parts[key(c.Thread)<<(bits*depth)>>(64-bits)]
	n := weigh(&c)
	if p.weight == 0 {
		p.name = strings.Clone(c.Thread)
	}
	p.mixed = p.mixed || c.Thread != p.name
	p.held = append(p.held, c)
	p.bytes += n
	p.weight += n
	*held += n
	for *held > s.Memory {
		largest := 0
		for i := range parts {
			if parts[i].bytes > parts[largest].bytes {
				largest = i
			}
		}
		*held -= parts[largest].bytes
		if err := s.write(&parts[largest]); err != nil {
			return err
		}
	}
	return nil
}

// What the fixed parts of a comment take. A growing slice has up to a quarter
// more room than comments.
const (
	commentBytes    = int64(unsafe.Sizeof(thread.Comment{})) * 5 / 4
	detailsBytes    = int64(unsafe.Sizeof(thread.Details{}))
	provenanceBytes = int64(unsafe.Sizeof(thread.Provenance{}))
)

// weigh reckons what a comment holds in memory. Strings that share a backing
// array, as those of one record may, count as if each had its own.
func weigh(c *thread.Comment) int64 {
	n := commentBytes + int64(len(c.ID)+len(c.Parent)+len(c.Thread)+len(c.Author)+len(c.Text))
	if d := c.Details; d != nil {
		n += detailsBytes + int64(len(d.AuthorID)+len(d.Title)+len(d.URL)+len(d.ReplyTo)+len(d.Lang))
	}
	if p := c.Provenance; p != nil {
		n += provenanceBytes + int64(len(p.Displayed)+len(p.Parent.Cue)+len(p.Shown.Cue)+len(p.Author.Cue)+len(p.Time.Cue))
	}
	return n
}

func (s *spooler) write(p *part) error {
	if p.file == nil {
		f, err := os.CreateTemp(s.Dir, "rejoinder-*.spool")
		if err != nil {
			return err
		}
		s.files = append(s.files, f)
		p.file = f
		p.w = bufio.NewWriterSize(f, 1<<16)
	}
	var buf []byte
	for i := range p.held {
		buf = appendComment(buf[:0], &p.held[i])
		var head [binary.MaxVarintLen64]byte
		n := binary.PutUvarint(head[:], uint64(len(buf)))
		p.w.Write(head[:n])
		if _, err := p.w.Write(buf); err != nil {
			return err
		}
		p.size += int64(n + len(buf))
	}
	// Kept, the room of every part could grow to that of the largest.
	p.held, p.bytes = nil, 0
	return nil
}

// emit gives the threads out part after part. Parts too large to hold are
// split by the next bits of their keys; a stack stands for the recursion.
func (s *spooler) emit(parts *[fan]part) error {
	var todo []*part
	push := func(parts *[fan]part, depth int) {
		for i := fan - 1; i >= 0; i-- {
			p := parts[i]
			p.depth = depth
			if len(p.held) > 0 || p.file != nil {
				todo = append(todo, &p)
			}
		}
	}
	push(parts, 0)
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		// At the last depth all keys agree in 60 bits: no further split helps.
		if p.mixed && p.weight > s.Memory && p.depth < 9 {
			var finer [fan]part
			var held int64
			for c, err := range s.comments(p) {
				if err == nil {
					err = s.put(&finer, p.depth+1, c, &held)
				}
				if err != nil {
					return err
				}
			}
			s.discard(p)
			push(&finer, p.depth+1)
			continue
		}
		if err := s.build(p); err != nil {
			return err
		}
	}
	return nil
}

// comments yields what a part holds in input order.
func (s *spooler) comments(p *part) iter.Seq2[thread.Comment, error] {
	return func(yield func(thread.Comment, error) bool) {
		if p.file != nil {
			if err := p.w.Flush(); err != nil {
				yield(thread.Comment{}, err)
				return
			}
			if _, err := p.file.Seek(0, io.SeekStart); err != nil {
				yield(thread.Comment{}, err)
				return
			}
			r := bufio.NewReaderSize(p.file, 1<<16)
			for left := p.size; left > 0; {
				n, err := binary.ReadUvarint(r)
				if err != nil {
					yield(thread.Comment{}, fmt.Errorf("spool: %s: %w", p.file.Name(), err))
					return
				}
				var head [binary.MaxVarintLen64]byte
				left -= int64(binary.PutUvarint(head[:], n)) + int64(n)
				if left < 0 {
					yield(thread.Comment{}, fmt.Errorf("spool: %s: %w", p.file.Name(), errCorrupt))
					return
				}
				buf := make([]byte, n)
				if _, err := io.ReadFull(r, buf); err != nil {
					yield(thread.Comment{}, fmt.Errorf("spool: %s: %w", p.file.Name(), err))
					return
				}
				c, err := decodeComment(buf)
				if !yield(c, err) || err != nil {
					return
				}
			}
		}
		for _, c := range p.held {
			if !yield(c, nil) {
				return
			}
		}
	}
}

// build makes the threads of a part and gives them out by key.
func (s *spooler) build(p *part) error {
	type group struct {
		key      uint64
		name     string
		comments []thread.Comment
	}
	byName := map[string]int{}
	var groups []group
	for c, err := range s.comments(p) {
		if err != nil {
			return err
		}
		i, ok := byName[c.Thread]
		if !ok {
			i = len(groups)
			byName[c.Thread] = i
			groups = append(groups, group{key: key(c.Thread), name: c.Thread})
		}
		groups[i].comments = append(groups[i].comments, c)
	}
	s.discard(p)
	slices.SortFunc(groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.name, b.name))
	})
	for i := range groups {
		t, err := thread.New(groups[i].comments, s.Thread)
		groups[i].comments = nil
		if !s.yield(t, err) {
			return errStop
		}
	}
	return nil
}

// discard frees what a part holds.
func (s *spooler) discard(p *part) {
	p.held, p.bytes = nil, 0
	if p.file != nil {
		p.file.Close()
		os.Remove(p.file.Name())
		p.file = nil
	}
}

// close removes the files that an early end has left.
func (s *spooler) close() {
	for _, f := range s.files {
		f.Close()           // an error if discard was here before,
		os.Remove(f.Name()) // and so here: both are well
	}
}

// key spreads thread names. A cryptographic hash, because names are the
// input's and could be chosen to meet in one part.
func key(name string) uint64 {
	sum := sha256.Sum256([]byte(name))
	return binary.BigEndian.Uint64(sum[:])
}
