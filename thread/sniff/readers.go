package sniff

import (
	"iter"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/convokit"
	"github.com/seed-100d3eb7/rejoinder/thread/coral"
	"github.com/seed-100d3eb7/rejoinder/thread/discourse"
	"github.com/seed-100d3eb7/rejoinder/thread/disqus"
	"github.com/seed-100d3eb7/rejoinder/thread/github"
	"github.com/seed-100d3eb7/rejoinder/thread/hackernews"
	"github.com/seed-100d3eb7/rejoinder/thread/jsonld"
	"github.com/seed-100d3eb7/rejoinder/thread/lemmy"
	"github.com/seed-100d3eb7/rejoinder/thread/mastodon"
	"github.com/seed-100d3eb7/rejoinder/thread/mbox"
	"github.com/seed-100d3eb7/rejoinder/thread/nyt"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
	"github.com/seed-100d3eb7/rejoinder/thread/reddit"
	"github.com/seed-100d3eb7/rejoinder/thread/socc"
	"github.com/seed-100d3eb7/rejoinder/thread/table"
	"github.com/seed-100d3eb7/rejoinder/thread/webpage"
	"github.com/seed-100d3eb7/rejoinder/thread/wordpress"
	"github.com/seed-100d3eb7/rejoinder/thread/youtube"
)

// The names of the formats.
const (
	PlainText         = "plaintext"
	WebPage           = "webpage"
	Reddit            = reddit.Format
	Pushshift         = reddit.FormatDump
	HackerNews        = hackernews.Format
	HackerNewsAlgolia = hackernews.FormatAlgolia
	WordPress         = wordpress.Format
	Disqus            = disqus.Format
	YouTube           = youtube.Format
	Discourse         = discourse.Format
	Mastodon          = mastodon.Format
	Lemmy             = lemmy.Format
	GitHub            = github.Format
	Mbox              = mbox.Format
	ConvoKit          = convokit.Format
	Coral             = coral.Format
	NYT               = nyt.Format
	SOCC              = socc.Format
	JSONLD            = jsonld.Format
	Table             = "table"
	Pages             = "pages"
)

// Formats returns the names of all formats, in alphabetical order. The slice
// is the caller's.
func Formats() []string {
	return []string{ConvoKit, Coral, Discourse, Disqus, GitHub, HackerNews, HackerNewsAlgolia, JSONLD, Lemmy, Mastodon, Mbox, NYT,
		Pages, PlainText, Pushshift, Reddit, SOCC, Table, WebPage, WordPress, YouTube}
}

// alias maps further names that [Options.Format] takes.
func alias(name string) string {
	switch name {
	case "wordpress":
		return WordPress
	case "html":
		return WebPage
	case "text", "txt":
		return PlainText
	case table.FormatCSV, table.FormatTSV, table.FormatJSONL, "ndjson":
		return Table
	case "algolia":
		return HackerNewsAlgolia
	case "json-ld":
		return JSONLD
	}
	return name
}

// Readers holds the options of the packages that read the formats; nil means
// each one's defaults.
type Readers struct {
	ConvoKit   *convokit.Options
	Coral      *coral.Options
	Discourse  *discourse.Options
	Disqus     *disqus.Options
	GitHub     *github.Options
	HackerNews *hackernews.Options
	JSONLD     *jsonld.Options
	Lemmy      *lemmy.Options
	Mastodon   *mastodon.Options
	Mbox       *mbox.Options
	NYT        *nyt.Options
	PlainText  *plaintext.Options
	Reddit     *reddit.Options
	SOCC       *socc.Options
	Table      *table.Options
	WebPage    *webpage.Options
	WordPress  *wordpress.Options
	YouTube    *youtube.Options
}

// reader is the one place that knows which package reads which format.
func (s *Source) reader() iter.Seq2[thread.Comment, error] {
	o := &s.opt.Readers
	switch s.Format {
	case ConvoKit:
		return convokit.Read(s.r, o.ConvoKit)
	case Coral:
		return coral.Read(s.r, o.Coral)
	case Discourse:
		return discourse.Read(s.r, o.Discourse)
	case Disqus:
		return disqus.Read(s.r, o.Disqus)
	case GitHub:
		return github.Read(s.r, o.GitHub)
	case HackerNews, HackerNewsAlgolia:
		return hackernews.Read(s.r, o.HackerNews)
	case JSONLD:
		return jsonld.Read(s.r, o.JSONLD)
	case Lemmy:
		return lemmy.Read(s.r, o.Lemmy)
	case Mastodon:
		return mastodon.Read(s.r, o.Mastodon)
	case Mbox:
		return mbox.Read(s.r, o.Mbox)
	case NYT:
		return nyt.Read(s.r, o.NYT)
	case PlainText:
		return plaintext.Read(s.r, o.PlainText)
	case Reddit, Pushshift:
		return reddit.Read(s.r, o.Reddit)
	case SOCC:
		return socc.Read(s.r, o.SOCC)
	case Table:
		return table.Read(s.r, o.Table)
	case WebPage:
		w := o.WebPage
		if s.Charset != "utf-8" || s.opt.Charset != "" {
			// It is decoded already, whatever the page says of itself.
			var v webpage.Options
			if w != nil {
				v = *w
			}
			v.ContentType = "text/html; charset=utf-8"
			w = &v
		}
		return webpage.Read(s.r, w)
	case WordPress:
		return wordpress.Read(s.r, o.WordPress)
	case YouTube:
		return youtube.Read(s.r, o.YouTube)
	}
	return nil
}
