// Package table reads comments from tables of any make: CSV, TSV and other
// delimited text, and JSON objects one a line, in an array, or nested. It also
// writes them.
//
// # Columns
//
// Columns are known by name, in any case and with or without underscores:
//
//	ID        id, comment_id, cid, message_id, tweet_id, object_id; post_id where there is none of them
//	Parent    parent, parent_id, reply_to, reply_to_id, in_reply_to, in_reply_to_id, parent_comment_id, …
//	Thread    thread, thread_id, tree_id, conversation_id, link_id, article_id, story_id, topic_id, …
//	Author    author, user, username, speaker, name, commenter, screen_name, author_name, …
//	AuthorID  author_id, user_id, speaker_id, author_fullname
//	Text      text, body, content, comment, comment_text, message, comment_body, …
//	Time      time, timestamp, date, created, created_at, created_utc, create_date, published_at, …
//
// and title, url, score, status, kind, edited, retrieved, reply_to_author, lang.
// Other columns can be named in [Columns]. Without a column for the text or the
// ID nothing is read: the error is [ErrColumns]. The comments.csv and the JSON
// that a rejoinder.Report writes are known by their names, and give back what
// was inferred as inferred; a thread is called "source thread" in all sources
// but the first.
//
// # Values
//
//   - An ID or parent that is empty, null, None, NaN, nil or N/A is none, as is a
//     parent of 0, -1 or, where no comment has that ID, root; 123.0 is 123. "t1_" before Reddit's IDs is dropped, and a
//     parent with "t3_" is the submission: none. Where no column of delimited text is
//     for parents or levels, whom comments answer counts as unknown, not as nobody.
//   - A parent that equals the thread, no comment having had that ID, is the
//     article commented on: none.
//   - "[deleted]" and "[removed]" are no author, and as text the statuses Deleted
//     and Removed, as are notices such as "This comment was removed by a moderator".
//   - Times are read in many forms: ISO 8601, Unix seconds, milliseconds and so
//     on, mail dates, dates in English and in numbers, and the days that
//     spreadsheets count, 44230.5868, where all numbers in the column can be such.
//     One without a zone is Floating unless Options name a zone.
//   - Text is plain unless Options say HTML. Bytes that are not UTF-8 are read as
//     Windows-1252.
//
// # Rows
//
// The delimiter is that of tab, comma, semicolon and bar that stands most often
// in the first line. A short row lacks its last columns; a row with more
// values than the header has names is a RecordError, for its values may stand
// in the wrong columns. A quote that is never closed costs the row it is in.
//
// In JSON an author may be an object with a name, a text one with it, or an array
// of its pieces, and comments may stand in arrays called comments, replies or
// children, which gives them their parent: an object without text that holds such
// an array is a thread. In one that is neither a comment nor a thread they are
// sought in all its members. A comment that has such an array, or stands in that
// of another, but has no ID is given one, "/3" for the third comment of the
// input. Slack's messages and Bluesky's posts and threads are known by their
// members.
//
// Of equal names in one object the last counts.
package table

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/csvread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/gone"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Names of the forms that the package reads.
const (
	FormatCSV   = "csv"
	FormatTSV   = "tsv"
	FormatJSONL = "jsonl"
)

// ErrColumns tells that a table has neither a column for the text nor one for
// the ID: one has to be named in [Options.Columns].
var ErrColumns = errors.New("table: no column for the text of comments")

// Columns names the columns of a table. An empty name is found by its aliases;
// "-" is no column. In JSON a name with dots, "user.name", leads into objects.
// Without a header the names are numbers from 1.
type Columns struct {
	ID, Parent, Thread, Author, AuthorID, Text, Time string
	Title, URL, Score, Status, Kind, Edited          string
	Retrieved, ReplyTo, Lang, Level, Ordinal         string
}

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one row or object; 0 means 32 MiB. A longer one is a
	// RecordError and the rest is read.
	MaxRecordBytes int
	// Columns names columns that have no usual name.
	Columns Columns
	// Comma is the delimiter; 0 finds it out.
	Comma rune
	// NoHeader says that the first row is a comment already. The columns must
	// then be named.
	NoHeader bool
	// HTML says that texts are HTML.
	HTML bool
	// Zone is that of times without a zone; nil leaves them Floating.
	Zone *time.Location
	// DayFirst and MonthFirst say how dates such as 3/5/2014 are meant. With
	// neither the other dates of the column tell, of the row and of those up to
	// 4,096 rows or 4 MiB below it: 14/5/2014 has the day first. Where nothing
	// tells, and in JSON, the time is unknown unless one number is above 12; so
	// is one that contradicts. 3.5.2014 is the third of May in any case.
	DayFirst, MonthFirst bool
	// Notice, where it is not nil, is told what is no error: which columns
	// were not used, which times are not known. It is called by the goroutine
	// that reads.
	Notice func(Notice)
}

// field is a field of a comment.
type field int

const (
	fID field = iota
	fParent
	fThread
	fAuthor
	fAuthorID
	fText
	fTime
	fTitle
	fURL
	fScore
	fStatus
	fKind
	fEdited
	fRetrieved
	fReplyTo
	fLang
	fLevel
	fOrdinal
	fPrecision
	fUnseen
	fields
)

// names returns the columns in the order of the fields.
func (c *Columns) names() [fLevel + 2]string {
	return [...]string{c.ID, c.Parent, c.Thread, c.Author, c.AuthorID, c.Text, c.Time, c.Title, c.URL, c.Score, c.Status,
		c.Kind, c.Edited, c.Retrieved, c.ReplyTo, c.Lang, c.Level, c.Ordinal}
}

// alias returns the field that a column's name stands for, with a rank: of two
// columns for one field that with the lower rank is used.
func alias(name string) (f field, rank int) {
	var key strings.Builder
	for _, r := range strings.ToLower(name) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			key.WriteRune(r)
		}
	}
	switch key.String() {
	case "id", "commentid", "cid":
		return fID, 0
	case "messageid", "msgid", "tweetid", "statusid", "objectid", "utteranceid", "idstr", "replyid":
		return fID, 1
	case "postid":
		return fID, 2
	case "parent", "parentid", "parentcommentid", "commentparent", "commentparentid":
		return fParent, 0
	case "replyto", "replytoid", "inreplyto", "inreplytoid", "inreplytostatusid", "inreplytocommentid", "parentpostid", "replytocommentid", "replytomessageid":
		return fParent, 1
	case "thread", "threadid", "conversationid", "treeid":
		return fThread, 0
	case "linkid", "articleid", "storyid", "discussionid", "topicid", "submissionid", "videoid", "assetid", "pageid", "root", "rootid", "threadname":
		return fThread, 1
	case "author", "authorname", "user", "username", "speaker", "commenter", "commentauthor":
		return fAuthor, 0
	case "name", "screenname", "displayname", "userdisplayname", "authordisplayname", "nickname", "nick", "by", "poster", "login", "from", "creator":
		return fAuthor, 1
	case "authorid", "userid", "speakerid", "authorfullname", "commenterid", "fromid":
		return fAuthorID, 0
	case "text", "body", "content", "commenttext", "commentbody", "message", "utterance":
		return fText, 0
	case "comment", "tweet", "fulltext", "commentcontent", "selftext", "textoriginal", "post", "reply", "msg":
		return fText, 1
	case "time", "timestamp", "createdat", "createdutc", "created", "datetime":
		return fTime, 0
	case "timeparsed": // beside "2 days ago"
		return fTime, -1
	case "date", "createdate", "creationdate", "published", "publishedat", "datepublished", "datecreated", "postedat", "posttime", "commentdate", "createtime", "createdtime", "createddate", "posted", "ts", "commenttime", "commentcreatetimestamp":
		return fTime, 1
	case "title", "subject", "headline":
		return fTitle, 0
	case "url", "permalink", "link":
		return fURL, 0
	case "score", "points", "likes", "likecount", "upvotes", "recommendations", "favouritescount", "favoritecount", "votes":
		return fScore, 0
	case "status":
		return fStatus, 0
	case "kind":
		return fKind, 0
	case "edited", "editedat":
		return fEdited, 0
	case "retrieved", "retrievedon", "retrievedat":
		return fRetrieved, 0
	case "replytoauthor", "replytouser", "inreplytouser", "inreplytoscreenname", "parentuserdisplayname":
		return fReplyTo, 0
	case "lang", "language":
		return fLang, 0
	case "level", "displayedlevel":
		return fLevel, 0
	case "ordinal":
		return fOrdinal, 0
	case "precision", "timeprecision":
		return fPrecision, 0
	case "unseen":
		return fUnseen, 0
	}
	return -1, 0
}

// Read yields the comments of r, which is delimited text or JSON: JSON where
// the first character is a brace, or a bracket before a brace. A
// [*thread.RecordError] spoils one row or object; any other error is the last
// pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	return func(yield func(thread.Comment, error) bool) {
		isJSON, all := sniff(r)
		read := ReadCSV
		if isJSON {
			read = ReadJSON
		}
		for c, err := range read(all, opt) {
			if !yield(c, err) {
				return
			}
		}
	}
}

// ReadCSV is [Read] for delimited text whatever it begins with.
func ReadCSV(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return func(yield func(thread.Comment, error) bool) {
		rows := csvread.New(r, opt.Comma, source.Cap(opt.MaxRecordBytes))
		var at [fields]int // 1-based column of each field, 0 none
		width := 0
		var from *reported
		var unstated *thread.Provenance // where no column says who is answered
		x := rowReader{opt: opt, rows: true, ahead: &ahead{rows: rows, opt: opt, at: &at}}
		defer x.tell()
		for first := true; ; {
			next := x.ahead.row()
			row, pos, line, err := next.row, next.pos, next.line, next.err
			switch {
			case err == io.EOF:
				return
			case err == source.ErrTooLarge || err == csvread.ErrQuote:
				if first && !opt.NoHeader {
					yield(thread.Comment{}, fmt.Errorf("table: header: %w", err))
					return
				}
				if !yield(thread.Comment{}, source.Bad(pos, line, err)) {
					return
				}
				continue
			case err != nil:
				yield(thread.Comment{}, err)
				return
			}
			if first {
				first = false
				at, err = opt.columns(row)
				if err != nil {
					yield(thread.Comment{}, err)
					return
				}
				width = len(row)
				if x.ours = ours(row); !x.ours && !opt.NoHeader && opt.Columns == (Columns{}) {
					from = report(row, &at)
					x.ours = from != nil
				}
				if at[fParent] == 0 && at[fLevel] == 0 {
					unstated = &thread.Provenance{}
				}
				if !opt.NoHeader {
					if !x.ours {
						x.unused(unusedOf(row, &at))
					}
					continue
				}
			}
			if len(row) > width && !opt.NoHeader && strings.Join(row[width:], "") != "" {
				if !yield(thread.Comment{}, source.Badf(pos, line, "row of %d values under %d columns", len(row), width)) {
					return
				}
				continue
			}
			var v [fields]string
			for f, col := range at {
				if col > 0 && col <= len(row) {
					v[f] = source.FromString(row[col-1])
				}
			}
			c := thread.Comment{Pos: pos, Line: int32(line), Provenance: unstated}
			x.fill(&c, &v)
			if from != nil {
				from.set(&c, row)
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}

// columns finds the columns by the header.
func (opt *Options) columns(header []string) (at [fields]int, err error) {
	ranks := [fields]int{}
	if !opt.NoHeader {
		for i, name := range header {
			f, rank := alias(name)
			if f >= 0 && (at[f] == 0 || rank < ranks[f]) {
				at[f], ranks[f] = i+1, rank
			}
		}
		// A post_id beside an ID of the comments' own is the thread.
		if at[fThread] == 0 {
			for i, name := range header {
				if f, rank := alias(name); f == fID && rank == 2 && at[fID] != i+1 {
					at[fThread] = i + 1
				}
			}
		}
	}
	for f, name := range opt.Columns.names() {
		switch name {
		case "":
			continue
		case "-":
			at[f] = 0
			continue
		}
		at[f] = 0
		for i, have := range header {
			if opt.NoHeader {
				have = fmt.Sprint(i + 1)
			}
			if have == name || at[f] == 0 && strings.EqualFold(strings.TrimSpace(have), name) {
				at[f] = i + 1
			}
		}
		if at[f] == 0 {
			return at, fmt.Errorf("table: no column named %q among %s", name, listed(header))
		}
	}
	if at[fText] == 0 && at[fID] == 0 || at[fText] == 0 && at[fParent] == 0 && at[fAuthor] == 0 {
		return at, fmt.Errorf("%w among %s", ErrColumns, listed(header))
	}
	return at, nil
}

// listed returns the first names of a header for people.
func listed(header []string) string {
	const most, longest = 20, 40
	var names []string
	for _, name := range header {
		name = strings.TrimSpace(source.FromString(name))
		if runes := []rune(name); len(runes) > longest {
			name = string(runes[:longest]) + "…"
		}
		if names = append(names, strconv.Quote(name)); len(names) == most {
			names = append(names, "…")
			break
		}
	}
	return strings.Join(names, ", ")
}

// rowReader turns values into comments.
type rowReader struct {
	opt  *Options
	ours bool // written by this package: values are as they should be
	rows bool // of delimited text, where apostrophes guard formulas
	seen map[string]bool
	root bool // a comment has that ID

	ahead *ahead // of delimited text
	line  int32  // where the record begins
	times []Notice
}

// maxThreads bounds the memory for threads whose first comment has their name.
const maxThreads = 1 << 20

func (x *rowReader) fill(c *thread.Comment, v *[fields]string) {
	if x.ours {
		for f := range v {
			if x.rows && guarded(field(f)) {
				v[f] = unguard(v[f])
			}
		}
		c.ID, c.Parent, c.Thread = htmltext.Line(v[fID]), htmltext.Line(v[fParent]), htmltext.Line(v[fThread])
	} else {
		c.ID = strings.TrimPrefix(source.ID(htmltext.Line(v[fID])), "t1_")
		c.Parent = strings.TrimPrefix(source.ParentID(htmltext.Line(v[fParent])), "t1_")
		c.Thread = source.ID(htmltext.Line(v[fThread]))
		if x.root = x.root || c.ID == "root"; strings.HasPrefix(c.Parent, "t3_") || c.Parent == "root" && !x.root {
			c.Parent = ""
		}
		if top, _, ok := strings.Cut(c.ID, "."); ok && c.Parent == "" && len(top) >= 20 && strings.HasPrefix(top, "Ug") {
			c.Parent, c.Provenance = top, nil // YouTube's replies are named after what they answer
		}
		if c.ID != "" && c.ID == c.Thread && len(x.seen) < maxThreads {
			if x.seen == nil {
				x.seen = map[string]bool{}
			}
			x.seen[c.ID] = true
		}
		if c.Parent != "" && c.Parent == c.Thread && !x.seen[c.Thread] {
			c.Parent = ""
		}
	}
	if c.Author = htmltext.Line(v[fAuthor]); c.Author == "[deleted]" || c.Author == "[removed]" || !x.ours && source.NoID(c.Author) {
		c.Author = ""
	}
	if x.rows && !x.ours {
		v[fText] = pieces(v[fText])
	}
	if x.opt.HTML && !x.ours {
		c.Text = htmltext.TextLines(v[fText])
	} else {
		c.Text = htmltext.Tidy(v[fText])
	}
	if !x.ours {
		if st, ok := gone.Status(c.Text); ok {
			c.Text, c.Status = "", st
		}
	}
	x.line = c.Line
	at, _ := x.when(fTime, v[fTime])
	at.Set(c)
	d := thread.Details{
		Title: htmltext.Line(v[fTitle]),
		URL:   htmltext.Line(v[fURL]),
		Lang:  htmltext.Line(v[fLang]),
	}
	if d.AuthorID, d.ReplyTo = htmltext.Line(v[fAuthorID]), htmltext.Line(v[fReplyTo]); !x.ours {
		d.AuthorID, d.ReplyTo = source.ID(d.AuthorID), source.ID(d.ReplyTo)
	}
	d.Score, d.HasScore = number(v[fScore])
	edited, _ := x.when(fEdited, v[fEdited])
	retrieved, _ := x.when(fRetrieved, v[fRetrieved])
	d.Edited, d.Retrieved = edited.Time, retrieved.Time
	if n, ok := number(v[fUnseen]); ok && n >= 1 && n < 1<<31 && x.ours {
		d.Unseen = int(n)
	}
	if d != (thread.Details{}) {
		c.Details = &d
	}
	c.Level, c.Ordinal = whole(v[fLevel]), whole(v[fOrdinal])
	// Names that are not ours leave the zero value.
	if s := thread.Visible; v[fStatus] != "" && s.UnmarshalText([]byte(strings.ToLower(v[fStatus]))) == nil && (s != thread.Visible || x.ours) {
		c.Status = s
	}
	if k := thread.Reply; v[fKind] != "" && k.UnmarshalText([]byte(strings.ToLower(v[fKind]))) == nil {
		c.Kind = k
	}
	if p := thread.Second; x.ours && v[fPrecision] != "" && !c.Time.IsZero() && p.UnmarshalText([]byte(v[fPrecision])) == nil {
		c.Precision = p
	}
}
