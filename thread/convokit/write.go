package convokit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// WriteOptions say how a corpus is written. Nil means the zero WriteOptions.
type WriteOptions struct {
	// Qualify puts the thread's name and a slash before every ID. ConvoKit
	// wants IDs that are unique in the corpus; ours are unique in a thread.
	Qualify bool
}

// utterance has the fields in the order in which ConvoKit writes them.
type utterance struct {
	ID           string          `json:"id"`
	Conversation *string         `json:"conversation_id"`
	Text         string          `json:"text"`
	Speaker      string          `json:"speaker"`
	Meta         meta            `json:"meta"`
	ReplyTo      *string         `json:"reply-to"`
	Timestamp    json.RawMessage `json:"timestamp"`
	Vectors      []string        `json:"vectors"`
}

type meta struct {
	Score     *float64        `json:"score,omitempty"`
	Permalink string          `json:"permalink,omitempty"`
	Title     string          `json:"title,omitempty"`
	Retrieved json.RawMessage `json:"retrieved_on,omitempty"`
	Edited    json.RawMessage `json:"edited_on,omitempty"`
	AuthorID  string          `json:"author_id,omitempty"`
	Answered  string          `json:"reply_to_author,omitempty"`
	Lang      string          `json:"lang,omitempty"`
	Unseen    int             `json:"unseen,omitempty"`
	Level     int32           `json:"level,omitempty"`
	Ordinal   int32           `json:"ordinal,omitempty"`
	Status    string          `json:"status,omitempty"`
	Kind      string          `json:"kind,omitempty"`
	Precision string          `json:"precision,omitempty"`
	Floating  bool            `json:"floating,omitempty"`
}

// Write writes the comments as utterances, one a line. A thread's Post becomes
// the root of its conversation and gives that its name; comments at top level
// answer it where it stands before them. Authors who are not known are written
// as "[deleted]". RecordErrors are left out and returned together at the end,
// all other comments being written; any other error of the sequence, or of w,
// ends the writing.
//
// It remembers the name of each thread that has a Post.
func Write(w io.Writer, comments iter.Seq2[thread.Comment, error], opt *WriteOptions) error {
	return write(w, comments, opt, nil)
}

func write(w io.Writer, comments iter.Seq2[thread.Comment, error], opt *WriteOptions, note func(*utterance)) error {
	if opt == nil {
		opt = &WriteOptions{}
	}
	out := bufio.NewWriter(w)
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	posts := map[string]string{}
	var bad []error
	for c, err := range comments {
		if _, ok := errors.AsType[*thread.RecordError](err); ok {
			bad = append(bad, err)
			continue
		}
		if err != nil {
			return errors.Join(err, out.Flush())
		}
		u := opt.utterance(&c, posts)
		line.Reset()
		if err := enc.Encode(u); err != nil {
			return fmt.Errorf("convokit: %w", err)
		}
		if _, err := out.Write(line.Bytes()); err != nil {
			return err
		}
		if note != nil {
			note(u)
		}
	}
	return errors.Join(append(bad, out.Flush())...)
}

func (opt *WriteOptions) utterance(c *thread.Comment, posts map[string]string) *utterance {
	name := func(id string) *string {
		if id == "" {
			return nil
		}
		if opt.Qualify && c.Thread != "" && id != c.Thread {
			id = c.Thread + "/" + id
		}
		return &id
	}
	u := &utterance{Text: c.Text, Speaker: c.Author, Timestamp: seconds(c.Time), Vectors: []string{}}
	if id := name(c.ID); id != nil {
		u.ID = *id
	}
	if u.Speaker == "" {
		u.Speaker = noSpeaker
	}
	if c.Kind == thread.Post && c.Parent == "" && u.ID != "" {
		if _, twice := posts[c.Thread]; !twice {
			posts[c.Thread] = u.ID
		}
	}
	post, has := posts[c.Thread]
	switch {
	case has:
		u.Conversation = &post
	case c.Thread != "":
		u.Conversation = &c.Thread
	}
	switch {
	case c.Parent != "":
		u.ReplyTo = name(c.Parent)
	case has && post != u.ID:
		u.ReplyTo = &post
	}
	u.Meta = metaOf(c)
	// Where reading would guess another kind, it is stated.
	root := u.ReplyTo == nil && (u.Conversation == nil || *u.Conversation == u.ID)
	if root != (c.Kind == thread.Post) || c.Kind > thread.Post {
		u.Meta.Kind = c.Kind.String()
	}
	return u
}

func metaOf(c *thread.Comment) meta {
	m := meta{Level: c.Level, Ordinal: c.Ordinal, Floating: c.Floating && !c.Time.IsZero()}
	if c.Status != thread.Visible {
		m.Status = c.Status.String()
	}
	if c.Precision != thread.Second && !c.Time.IsZero() {
		m.Precision = c.Precision.String()
	}
	if d := c.Details; d != nil {
		m.AuthorID, m.Answered, m.Permalink, m.Lang, m.Title, m.Unseen = d.AuthorID, d.ReplyTo, d.URL, d.Lang, d.Title, d.Unseen
		if d.HasScore && d.Score-d.Score == 0 {
			m.Score = &d.Score
		}
		if !d.Edited.IsZero() {
			m.Edited = seconds(d.Edited)
		}
		if !d.Retrieved.IsZero() {
			m.Retrieved = seconds(d.Retrieved)
		}
	}
	return m
}

// seconds writes a time as ConvoKit does, to the microsecond; times before
// 1970, which numbers cannot carry here, as text.
func seconds(t time.Time) json.RawMessage {
	switch {
	case t.IsZero():
		return json.RawMessage("null")
	case t.Unix() <= 0 || t.Unix() >= 1e11:
		return json.RawMessage(strconv.Quote(t.UTC().Format(time.RFC3339Nano)))
	case t.Nanosecond()/1000 == 0:
		return strconv.AppendInt(nil, t.Unix(), 10)
	}
	return strconv.AppendFloat(nil, float64(t.UnixMicro())/1e6, 'f', 6, 64)
}

// object is what ConvoKit keeps of speakers and conversations.
type object struct {
	Meta    map[string]string `json:"meta"`
	Vectors []string          `json:"vectors"`
}

// WriteCorpus writes the comments as a corpus into the folder dir, which it
// makes where it is missing: see [Write]. Memory grows with the numbers of
// speakers and conversations.
func WriteCorpus(dir string, comments iter.Seq2[thread.Comment, error], opt *WriteOptions) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, "utterances.jsonl"))
	if err != nil {
		return err
	}
	speakers, conversations := map[string]object{}, map[string]object{}
	used := map[string][]string{}
	err = write(f, comments, opt, func(u *utterance) {
		speakers[u.Speaker] = object{map[string]string{}, []string{}}
		u.Meta.index(used)
		if u.Conversation == nil {
			return
		}
		if _, ok := conversations[*u.Conversation]; !ok {
			conversations[*u.Conversation] = object{map[string]string{}, []string{}}
		}
		if u.Meta.Title != "" && *u.Conversation == u.ID {
			conversations[u.ID].Meta["title"] = u.Meta.Title
		}
	})
	err = errors.Join(err, f.Close())
	titled := map[string][]string{}
	for _, c := range conversations {
		if len(c.Meta) > 0 {
			titled["title"] = []string{"<class 'str'>"}
		}
	}
	none := map[string][]string{}
	for name, v := range map[string]any{
		"speakers.json":      speakers,
		"conversations.json": conversations,
		"corpus.json":        none,
		"index.json": struct {
			Utterances    map[string][]string `json:"utterances-index"`
			Speakers      map[string][]string `json:"speakers-index"`
			Conversations map[string][]string `json:"conversations-index"`
			Overall       map[string][]string `json:"overall-index"`
			Version       int                 `json:"version"`
			Vectors       []string            `json:"vectors"`
		}{used, none, titled, none, 1, []string{}},
	} {
		b, e := json.Marshal(v)
		if e == nil {
			e = os.WriteFile(filepath.Join(dir, name), append(b, '\n'), 0o644)
		}
		err = errors.Join(err, e)
	}
	return err
}

// index notes the Python types of the members that are set.
func (m *meta) index(used map[string][]string) {
	note := func(name, class string, set bool) {
		if set && used[name] == nil {
			used[name] = []string{"<class '" + class + "'>"}
		}
	}
	note("score", "float", m.Score != nil)
	note("permalink", "str", m.Permalink != "")
	note("title", "str", m.Title != "")
	note("retrieved_on", "int", m.Retrieved != nil)
	note("edited_on", "int", m.Edited != nil)
	note("author_id", "str", m.AuthorID != "")
	note("reply_to_author", "str", m.Answered != "")
	note("lang", "str", m.Lang != "")
	note("unseen", "int", m.Unseen != 0)
	note("level", "int", m.Level != 0)
	note("ordinal", "int", m.Ordinal != 0)
	note("status", "str", m.Status != "")
	note("kind", "str", m.Kind != "")
	note("precision", "str", m.Precision != "")
	note("floating", "bool", m.Floating)
}
