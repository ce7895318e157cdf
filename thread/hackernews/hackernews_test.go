package hackernews

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func read(r io.Reader) iter.Seq2[thread.Comment, error] { return Read(r, nil) }

const firebase = `{"id":100,"type":"story","by":"op","title":"A &amp; B","url":"http://example.org/","time":1600000000,"score":5,"kids":[101,103]}
{"id":101,"type":"comment","by":"ann","time":1600000100,"parent":100,"text":"One<p>more &#x27;x&#x27;","kids":[102]}
{"id":102,"type":"comment","deleted":true,"time":1600000200,"parent":101}
{"id":103,"type":"comment","by":"cy","dead":true,"time":1600000300,"parent":100,"text":"spam"}
{"id":104,"type":"comment","by":"dee","time":1600000400,"parent":102,"text":"late"}
`

const algolia = `{"id":100,"created_at":"2020-09-13T12:26:40.000Z","created_at_i":1600000000,"type":"story","author":"op","title":"A &amp; B","url":"http://example.org/","text":null,"points":5,"parent_id":null,"story_id":100,"children":[
{"id":101,"created_at_i":1600000100,"type":"comment","author":"ann","text":"One<p>more &#x27;x&#x27;","points":null,"parent_id":100,"story_id":100,"children":[
{"id":102,"created_at_i":1600000200,"type":"comment","author":null,"text":null,"parent_id":101,"story_id":100,"children":[
{"id":104,"created_at_i":1600000400,"type":"comment","author":"dee","text":"late","parent_id":102,"story_id":100,"children":[]}]}]},
{"id":103,"created_at_i":1600000300,"type":"comment","author":"cy","text":"spam","parent_id":100,"story_id":100,"children":[]}]}`

func outline(r readertest.Result) string {
	var b strings.Builder
	for _, c := range r.Comments {
		fmt.Fprintf(&b, "%s<%s %s %s %q %s %d %q\n", c.ID, c.Parent, c.Thread, c.Kind, c.Author, c.Status, c.Time.Unix()-1600000000, c.Text)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	const want = `100< 100 post "op" visible 0 ""
101< 100 comment "ann" visible 100 "One\n\nmore 'x'"
102<101 100 comment "" deleted 200 ""
103< 100 comment "cy" removed 300 "spam"
104<102 100 comment "dee" visible 400 "late"
`
	got := readertest.String(t, read, firebase)
	if s := outline(got); s != want || got.Err != nil || len(got.Bad) > 0 {
		t.Errorf("%s%v", s, got.Bad)
	}
	lines := strings.Split(strings.TrimSpace(firebase), "\n")
	array := "[" + strings.Join(lines, ",\n") + "]"
	if s := outline(readertest.String(t, read, array)); s != want {
		t.Error(s)
	}
	object := `{"100":` + lines[0] + `,"101":` + lines[1] + `}`
	if got := readertest.String(t, read, object); len(got.Comments) != 2 {
		t.Error(outline(got))
	}
	backwards := lines[4] + "\n" + lines[2] + "\n" + lines[1] + "\n" + lines[0]
	if s := outline(readertest.String(t, read, backwards)); !strings.Contains(s, "104<102 100 ") || !strings.Contains(s, "101< 100 ") {
		t.Error(s)
	}
	orphans := lines[1] + "\n" + lines[2]
	if s := outline(readertest.String(t, read, orphans)); !strings.Contains(s, "101<100 100 ") || !strings.Contains(s, "102<101 100 ") {
		t.Error(s)
	}
}

func TestAlgolia(t *testing.T) {
	const want = `100< 100 post "op" visible 0 ""
101< 100 comment "ann" visible 100 "One\n\nmore 'x'"
102<101 100 comment "" deleted 200 ""
104<102 100 comment "dee" visible 400 "late"
103< 100 comment "cy" visible 300 "spam"
`
	if got := readertest.String(t, read, algolia); outline(got) != want || len(got.Bad) > 0 {
		t.Error(outline(got), got.Bad)
	}
	hits := `{"hits":[{"objectID":"7","author":"ann","comment_text":"x","story_id":5,"parent_id":6,"created_at_i":1600000001},{"objectID":"8","comment_text":"y","story_id":5,"parent_id":5}],"nbHits":2}`
	if s := outline(readertest.String(t, read, hits)); !strings.HasPrefix(s, `7<6 5 comment "ann"`) || !strings.Contains(s, "\n8< 5 ") {
		t.Error(s)
	}
}

func TestRobust(t *testing.T) {
	readertest.Robust(t, read, []byte(firebase))
	readertest.Robust(t, read, []byte(algolia))
}

func TestDeep(t *testing.T) {
	const n = 300_000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":%d,"text":"x","children":[`, i+1)
	}
	if got := readertest.String(t, read, b.String()); len(got.Comments) != n || len(got.Bad) != 1 {
		t.Errorf("%d comments, %v", len(got.Comments), got.Bad)
	}
}

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, firebase, algolia, `{"hits":[{"objectID":"1"}]}`, `{"1":{"id":1}}`)
}

func ExampleRead() {
	for c, err := range Read(strings.NewReader(firebase), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s %q %q\n", c.ID, c.Parent, c.Author)
	}
	// Output:
	// 100 "" "op"
	// 101 "" "ann"
	// 102 "101" ""
	// 103 "" "cy"
	// 104 "102" "dee"
}
