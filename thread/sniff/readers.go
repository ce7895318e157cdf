package sniff

import (
	"iter"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
	"github.com/seed-100d3eb7/rejoinder/thread/reddit"
	"github.com/seed-100d3eb7/rejoinder/thread/webpage"
)

// Readers holds the options of the packages that read the formats; nil means
// each one's defaults.
type Readers struct {
	PlainText *plaintext.Options
	WebPage   *webpage.Options
	Reddit    *reddit.Options
}

// reader is the one place that knows which package reads which format.
func (s *Source) reader() iter.Seq2[thread.Comment, error] {
	o := &s.opt.Readers
	switch s.Format {
	case PlainText:
		return plaintext.Read(s.r, o.PlainText)
	case WebPage:
		return webpage.Read(s.r, o.WebPage)
	case Reddit, Pushshift:
		return reddit.Read(s.r, o.Reddit)
	}
	return nil
}
