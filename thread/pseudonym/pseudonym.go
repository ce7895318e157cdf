// Package pseudonym replaces the names of people in threads by labels, so that
// threads can be handed on without telling who wrote them.
//
// A [Key] gives a person the same label in every thread and on every run, and
// without it nobody can tell which label a name has. Labels take the place of
// names as authors, as those answered, in titles, in the cues of evidence and in
// the texts: names of those who write in the thread or are answered in it, the
// parts of names of several words, and whatever stands there as @handle, as
// u/handle or as an e-mail address. Permalinks are left out.
//
// Pseudonyms are not anonymity. What people say of themselves, nicknames, and the
// names of people who do not write in the thread stay, and IDs stay: who has the
// source finds the comment again. A name that is also a word takes the word with
// it, wherever it stands; one of a single letter is left in the texts.
package pseudonym

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// MinKey is the least number of bytes of a key: fewer could be guessed.
const MinKey = 16

// ErrKey reports a key that is too short.
var ErrKey = errors.New("pseudonym: a key has 16 bytes or more")

// Key gives labels. It is safe for concurrent use. The zero Key has no secret: its
// labels are empty, and it replaces nothing.
type Key struct{ secret []byte }

// New returns the key of secret, which should be random and kept apart from what
// is handed on. The error is [ErrKey].
func New(secret []byte) (*Key, error) {
	if len(secret) < MinKey {
		return nil, ErrKey
	}
	return &Key{slices.Clone(secret)}, nil
}

// Label returns what stands for a person: "person-" and ten letters and digits,
// 50 bits of an HMAC-SHA256 (RFC 2104). People are told apart as in
// [thread.Thread.Authors]: by id, the source's own key for an author, where
// there is one, and else by name, as it is written.
func (k *Key) Label(name, id string) string {
	if id != "" {
		return k.label("id", id)
	}
	return k.label("name", name)
}

func (k *Key) label(kind, who string) string {
	if len(k.secret) < MinKey {
		return ""
	}
	h := hmac.New(sha256.New, k.secret)
	h.Write([]byte(kind + "\x00" + who))
	return "person-" + strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil)[:10])[:10])
}

// Thread returns t with labels for names; t stays as it is. Texts that hold names
// in another of Unicode's forms come back in NFC. The error is [ErrKey] for the
// zero Key, or that of [thread.Thread.Revise]. Time is linear in the text.
func (k *Key) Thread(t *thread.Thread) (*thread.Thread, error) {
	r, err := k.Replace(t)
	if err != nil {
		return nil, err
	}
	return r.Thread, nil
}

// Replace does as [Key.Thread] and keeps where labels have been put, for what is
// known of the texts as they were.
func (k *Key) Replace(t *thread.Thread) (*Replaced, error) {
	if len(k.secret) < MinKey {
		return nil, ErrKey
	}
	n := k.namesOf(t)
	r := &Replaced{names: n, edits: make([]edits, t.Len())}
	comments := make([]thread.Comment, 0, t.Len())
	for node := range t.ByInput() {
		c := *t.Comment(node)
		if a := t.Author(node); a != thread.Nobody {
			c.Author = n.author[a]
		}
		c.Text, r.edits[node] = n.edit(c.Text)
		if c.Details != nil {
			d := *c.Details
			if d.AuthorID != "" {
				if d.AuthorID = n.ids[d.AuthorID]; d.AuthorID == "" {
					d.AuthorID = k.Label("", c.Details.AuthorID) // of somebody without a name
				}
			}
			if d.ReplyTo != "" {
				d.ReplyTo = n.answered(d.ReplyTo)
			}
			d.Title, d.URL = n.replace(d.Title), ""
			c.Details = &d
		}
		if c.Provenance != nil {
			p := *c.Provenance
			for _, e := range []*thread.Evidence{&p.Shown, &p.Parent, &p.Author, &p.Time} {
				e.Cue = n.replace(e.Cue)
			}
			c.Provenance = &p
		}
		comments = append(comments, c)
	}
	var err error
	r.Thread, err = t.Revise(comments)
	return r, err
}

// names knows the people of one thread.
type names struct {
	key    *Key
	author []string          // labels by number of the author
	ids    map[string]string // labels by the source's key
	// exact has the names, label the folded ones, and part the parts of names, as
	// they are written.
	exact, label, part map[string]string
	// lengths of the names that begin with a folded word, the longest first.
	lengths map[string][]int
	// signs has the names without a letter or digit, signLengths the lengths of
	// those that begin with a sign, the longest first.
	signs       map[string]string
	signLengths map[rune][]int
}

var otherApostrophe = strings.NewReplacer("'", "’", "’", "'")

// longestName bounds the names sought in texts, in bytes.
const longestName = 128

func (k *Key) namesOf(t *thread.Thread) *names {
	n := &names{key: k, ids: map[string]string{}, exact: map[string]string{}, label: map[string]string{}, part: map[string]string{}, lengths: map[string][]int{}}
	people := t.Authors()
	ids := make([]string, len(people))
	var answered []string
	for node, c := range t.All() {
		if c.Details == nil {
			continue
		}
		if a := t.Author(node); a != thread.Nobody && c.Details.AuthorID != "" {
			ids[a] = c.Details.AuthorID
		}
		if c.Details.ReplyTo != "" {
			answered = append(answered, c.Details.ReplyTo)
		}
	}
	add := func(name, label string) {
		if core := strings.TrimFunc(name, func(r rune) bool { return !wordly(r) }); core == "" {
			if strings.ContainsFunc(name, sign) {
				n.addSign(name, label)
			}
		} else {
			n.add(core, label)
			// Either apostrophe is typed for the other.
			if other := otherApostrophe.Replace(core); other != core {
				n.add(other, label)
			}
		}
	}
	for a, name := range people {
		label := k.Label(name, ids[a])
		n.author = append(n.author, label)
		if ids[a] != "" {
			n.ids[ids[a]] = label
		}
		add(name, label)
	}
	for node, c := range t.All() {
		// One person may go by several names under one key.
		if a := t.Author(node); a != thread.Nobody && c.Author != people[a] {
			add(c.Author, n.author[a])
		}
	}
	for _, name := range answered {
		if n.ids[name] == "" && n.called(norm.NFC.String(name)) == "" {
			add(name, k.Label(name, ""))
		}
	}
	return n
}

// add takes a name, which begins and ends with a letter or digit.
func (n *names) add(name, label string) {
	name = norm.NFC.String(name)
	if len(name) > longestName || utf8.RuneCountInString(name) < 2 {
		return
	}
	folded := fold(name)
	n.put(n.exact, name, label)
	n.put(n.label, folded, label)
	first := fold(name[:wordEnd(name, 0)])
	n.lengths[first] = withLength(n.lengths[first], len(name))
	parts := strings.Fields(name)
	if len(parts) < 2 {
		return
	}
	for _, part := range parts {
		if !nameLike(part) {
			continue
		}
		n.put(n.part, part, label)
	}
}

// put sets what stands for a name. Of two people who go by it there is no telling
// who is meant: the label is neither's.
func (n *names) put(m map[string]string, name, label string) {
	if have, ok := m[name]; ok && have != label {
		label = n.key.label("one of", name)
	}
	m[name] = label
}

// called returns the label of the one person that a name stands for, as it is
// written or else in any case; "" for none.
func (n *names) called(name string) string {
	if label := n.exact[name]; label != "" {
		return label
	}
	return n.label[fold(name)]
}

// answered returns the label of the person that name or key stands for.
func (n *names) answered(name string) string {
	if label := n.ids[name]; label != "" {
		return label
	}
	if label := n.called(norm.NFC.String(strings.TrimFunc(name, func(r rune) bool { return !wordly(r) }))); label != "" {
		return label
	}
	return n.key.Label(name, "")
}
