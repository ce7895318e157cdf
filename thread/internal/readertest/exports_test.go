package readertest_test

import (
	"encoding/json"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/convokit"
	"github.com/seed-100d3eb7/rejoinder/thread/discourse"
	"github.com/seed-100d3eb7/rejoinder/thread/disqus"
	"github.com/seed-100d3eb7/rejoinder/thread/github"
	"github.com/seed-100d3eb7/rejoinder/thread/hackernews"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
	"github.com/seed-100d3eb7/rejoinder/thread/jsonld"
	"github.com/seed-100d3eb7/rejoinder/thread/lemmy"
	"github.com/seed-100d3eb7/rejoinder/thread/mastodon"
	"github.com/seed-100d3eb7/rejoinder/thread/mbox"
	"github.com/seed-100d3eb7/rejoinder/thread/reddit"
	"github.com/seed-100d3eb7/rejoinder/thread/wordpress"
	"github.com/seed-100d3eb7/rejoinder/thread/youtube"
)

// readers are those of the formats in exports-dev, by the end of the file name.
var readers = map[string]readertest.Reader{
	".convokit.jsonl":       func(r io.Reader) iter.Seq2[thread.Comment, error] { return convokit.Read(r, nil) },
	".discourse.json":       func(r io.Reader) iter.Seq2[thread.Comment, error] { return discourse.Read(r, nil) },
	".disqus.xml":           func(r io.Reader) iter.Seq2[thread.Comment, error] { return disqus.Read(r, nil) },
	".github-comments.json": func(r io.Reader) iter.Seq2[thread.Comment, error] { return github.Read(r, nil) },
	".hn-algolia.json":      func(r io.Reader) iter.Seq2[thread.Comment, error] { return hackernews.Read(r, nil) },
	".hn-firebase.ndjson":   func(r io.Reader) iter.Seq2[thread.Comment, error] { return hackernews.Read(r, nil) },
	".jsonld.html":          func(r io.Reader) iter.Seq2[thread.Comment, error] { return jsonld.Read(script(r), nil) },
	".lemmy.json":           func(r io.Reader) iter.Seq2[thread.Comment, error] { return lemmy.Read(r, nil) },
	".mastodon.json":        func(r io.Reader) iter.Seq2[thread.Comment, error] { return mastodon.Read(r, nil) },
	".pushshift.ndjson":     func(r io.Reader) iter.Seq2[thread.Comment, error] { return reddit.Read(r, nil) },
	".reddit.json":          func(r io.Reader) iter.Seq2[thread.Comment, error] { return reddit.Read(r, nil) },
	".thread.mbox":          func(r io.Reader) iter.Seq2[thread.Comment, error] { return mbox.Read(r, nil) },
	".wxr.xml":              func(r io.Reader) iter.Seq2[thread.Comment, error] { return wordpress.Read(r, nil) },
	".youtube.json":         func(r io.Reader) iter.Seq2[thread.Comment, error] { return youtube.Read(r, nil) },
}

// handle is what the sites whose user names are restricted have made of a
// name.
func handle(name string) string {
	return strings.Trim(notWord.ReplaceAllString(name, "_"), "_")
}

var notWord = regexp.MustCompile(`\W+`)

var element = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// script returns the JSON-LD of a page.
func script(r io.Reader) io.Reader {
	b, _ := io.ReadAll(r)
	if m := element.FindSubmatch(b); m != nil {
		return strings.NewReader(string(m[1]))
	}
	return strings.NewReader("")
}

// TestExports holds every reader to what the exports of real threads state.
func TestExports(t *testing.T) {
	dir := filepath.Join(shareddata.Dir(t), "data", "trees", "exports-dev")
	files, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no exports in %s: %v", dir, err)
	}
	type truth struct {
		Parent *string `json:"structural_parent"`
		Author *string `json:"author"`
		Time   *string `json:"time"`
	}
	seen := map[string]int{}
	for _, gold := range files {
		name := strings.TrimSuffix(gold, ".gold.json")
		for suffix, read := range readers {
			if !strings.HasSuffix(name, suffix) {
				continue
			}
			seen[suffix]++
			b, err := os.ReadFile(gold)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]truth{}
			if err := json.Unmarshal(b, &want); err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			got := readertest.Collect(t, read(f))
			f.Close()
			base := filepath.Base(name)
			if got.Err != nil || len(got.Bad) > 0 {
				t.Errorf("%s: %v %v", base, got.Bad, got.Err)
			}
			found := 0
			threads := map[string]bool{}
			for _, c := range got.Comments {
				threads[c.Thread] = true
				w, ok := want[c.ID]
				if !ok {
					if c.Kind != thread.Post {
						t.Errorf("%s: comment %s is not in the gold", base, c.ID)
					}
					continue
				}
				found++
				parent, author := "", ""
				if w.Parent != nil {
					parent = *w.Parent
				}
				if w.Author != nil {
					author = *w.Author
				}
				if c.Parent != parent {
					t.Errorf("%s: %s answers %q, want %q", base, c.ID, c.Parent, parent)
				}
				if c.Author != author && c.Author != handle(author) {
					t.Errorf("%s: %s is by %q, want %q", base, c.ID, c.Author, author)
				}
				var at time.Time
				if w.Time != nil {
					if at, err = time.Parse(time.RFC3339, *w.Time); err != nil {
						t.Fatal(err)
					}
				}
				if !c.Time.Equal(at) {
					t.Errorf("%s: %s at %v, want %v", base, c.ID, c.Time, at)
				}
			}
			if found != len(want) || len(threads) != 1 {
				t.Errorf("%s: %d comments of %d, in %d threads", base, found, len(want), len(threads))
			}
		}
	}
	for suffix := range readers {
		if seen[suffix] == 0 {
			t.Errorf("no export with the name *%s", suffix)
		}
	}
}

// BenchmarkExports reads the exports of each format, the files of which are
// small: what a reader costs beside its records counts too.
func BenchmarkExports(b *testing.B) {
	dir := filepath.Join(shareddata.Dir(b), "data", "trees", "exports-dev")
	for suffix, read := range readers {
		files, err := filepath.Glob(filepath.Join(dir, "*"+suffix))
		if err != nil || len(files) == 0 {
			b.Fatal(suffix, err)
		}
		var all []string
		size := 0
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			all = append(all, string(text))
			size += len(text)
		}
		b.Run(suffix[1:], func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				for _, text := range all {
					for _, err := range read(strings.NewReader(text)) {
						if err != nil {
							b.Fatal(err)
						}
						n++
					}
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "comments/s")
		})
	}
}
