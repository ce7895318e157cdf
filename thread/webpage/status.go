package webpage

import (
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/gone"
)

// nobody are names that are no person's.
var nobody = map[string]bool{"[deleted]": true, "[removed]": true, "deleted": true, "[gelöscht]": true, "(deleted comment)": true}

// status says what became of the comment and takes sentinels out of the name.
func (s *survey) status(c *thread.Comment, it *item, f *fields) {
	d := s.d
	if known(nobody, c.Author) {
		if c.Author != "deleted" || c.Text == "" {
			c.Author = ""
			c.Status = thread.Deleted
		}
	} else if st, ok := gone.Status(c.Author); ok {
		c.Author, c.Status = "", st // the notice stands where the name would
	}
	if st, ok := gone.Status(c.Text); ok {
		c.Status = st
		c.Text = ""
		return
	}
	if c.Status == thread.Visible {
		c.Status = statusOf(d.attr(it.node, keyClass))
	}
	if c.Status == thread.Visible && f.body >= 0 && f.body != it.node {
		if st := statusOf(d.attr(f.body, keyClass)); st == thread.Deleted || st == thread.Removed {
			c.Status = st
		}
	}
	if c.Status == thread.Visible && f.notice >= 0 && indexFold(d.plain(f.notice, 200), "moderation") >= 0 {
		c.Status = thread.Pending
	}
}

// statusOf is what the class of a comment's element says became of it.
func statusOf(class string) thread.Status {
	for w, rest := nextToken(class); w != ""; w, rest = nextToken(rest) {
		switch w {
		case "deleted", "is-deleted", "comment-deleted", "deleted-comment":
			return thread.Deleted
		case "removed", "is-removed", "is-blocked", "comment-removed", "removed-comment":
			return thread.Removed
		case "spam":
			return thread.Spam
		case "unapproved", "awaiting-moderation":
			return thread.Pending
		case "collapsed", "noshow", "coll", "minimized", "is-minimized":
			return thread.Collapsed
		}
		if i := strings.LastIndex(w, "--"); i > 0 {
			switch w[i+2:] {
			case "deleted":
				return thread.Deleted
			case "removed", "blocked", "moderated":
				return thread.Removed
			}
		}
	}
	return thread.Visible
}
