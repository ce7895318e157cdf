package sniff

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// wantOf maps the suffixes of the shared export files to their formats.
var wantOf = map[string]string{
	".convokit.jsonl": ConvoKit, ".discourse.json": Discourse, ".disqus.xml": Disqus, ".github-comments.json": GitHub, ".hn-algolia.json": HackerNewsAlgolia, ".hn-firebase.ndjson": HackerNews,
	".lemmy.json": Lemmy, ".mastodon.json": Mastodon, ".pushshift.ndjson": Pushshift, ".reddit.json": Reddit, ".mbox": Mbox, ".wxr.xml": WordPress, ".youtube.json": YouTube, ".html": WebPage, ".txt": PlainText,
	"isso-disqus.xml": Disqus, "isso-wordpress.xml": WordPress, "theme-unit-test.wordpress.xml": WordPress, "isso-generic.json": Table,
}

// TestShared detects every file of the shared development data.
func TestShared(t *testing.T) {
	root := shareddata.Dir(t)
	n := 0
	for _, glob := range []string{"data/trees/exports-dev/*", "data/trees/fixtures/*", "data/trees/dev/html/*.html", "seeds/*.txt"} {
		files, _ := filepath.Glob(filepath.Join(root, glob))
		for _, name := range files {
			if strings.HasSuffix(name, ".gold.json") {
				continue
			}
			want := ""
			for suffix, f := range wantOf {
				if strings.HasSuffix(name, suffix) {
					want = f
				}
			}
			if want == "" {
				t.Errorf("%s: no expectation", name)
				continue
			}
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Open(f, nil)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else {
				gold, _ := os.ReadFile(name + ".gold.json")
				var ids map[string]json.RawMessage
				if json.Unmarshal(gold, &ids) == nil && len(ids) > 0 {
					n := 0
					for c, err := range s.Comments() {
						if err != nil {
							t.Errorf("%s: %v", filepath.Base(name), err)
						} else if c.Kind == thread.Reply {
							n++
						}
					}
					if n < len(ids) || n > len(ids)+1 {
						t.Errorf("%s: %d comments, want %d", filepath.Base(name), n, len(ids))
					}
				}
				if s.Format != want {
					t.Errorf("%s: %s %v, want %s", filepath.Base(name), s.Format, s.Candidates, want)
				}
				_ = s.Close()
			}
			_ = f.Close()
			n++
		}
	}
	if n < 200 {
		t.Errorf("only %d files", n)
	}
	t.Logf("%d files", n)
}
