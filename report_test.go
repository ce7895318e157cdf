package rejoinder_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// hostile is a thread of names and texts that try to get out of a report.
func hostileReport(t *testing.T) *rejoinder.Report {
	t.Helper()
	evil := []thread.Comment{
		{ID: "=1+1", Author: `<img src=x onerror=alert(1)>`, Text: "</p><script>alert(1)</script> you idiot \x1b]8;;http://e\x07"},
		{ID: `"><b>`, Parent: "=1+1", Author: "@SUM(A1)", Text: "=HYPERLINK(\"http://e\")\r\nnext"},
		{ID: "c\x00", Parent: `"><b>`, Author: "a\u202eb\ufffe\x01", Text: "\ttab javascript:alert(1) \u2028 line"},
		{ID: "d", Parent: "gone", Author: "＝cmd", Text: ""},
	}
	seq := func(yield func(thread.Comment, error) bool) {
		for _, c := range evil {
			if !yield(c, nil) {
				return
			}
		}
	}
	r, err := rejoinder.Analyze(seq, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Source.Name = "\x1b[31m<evil>.txt"
	return r
}

func TestHTMLCannotBeEscaped(t *testing.T) {
	var page bytes.Buffer
	if err := hostileReport(t).WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	z := html.NewTokenizer(bytes.NewReader(page.Bytes()))
	var tags []string
	for z.Next() != html.ErrorToken {
		tok := z.Token()
		if tok.Type == html.StartTagToken || tok.Type == html.SelfClosingTagToken {
			tags = append(tags, tok.Data)
			for _, a := range tok.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" && !regexp.MustCompile(`^#t1n\d$`).MatchString(a.Val) {
					t.Errorf("<%s %s=%q>", tok.Data, a.Key, a.Val)
				}
			}
		}
	}
	for _, bad := range []string{"script", "img", "b", "iframe", "link"} {
		if slices.Contains(tags, bad) {
			t.Errorf("the page has a <%s>", bad)
		}
	}
	if !slices.Contains(tags, "mark") {
		t.Error("no words are marked")
	}
	if !strings.Contains(page.String(), "&lt;script&gt;alert(1)") {
		t.Error("the text itself is lost")
	}
}

// The contents of a page lead nowhere but into it.
func TestContentsStayInThePage(t *testing.T) {
	r := hostileReport(t)
	r.Threads[0].ID = `x" href="javascript:alert(1)"><script>`
	r.Add(hostileReport(t).Threads[0])
	r.Err = errors.New("<script>alert(1)</script>")
	var page bytes.Buffer
	if err := r.WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	links := 0
	for z := html.NewTokenizer(bytes.NewReader(page.Bytes())); z.Next() != html.ErrorToken; {
		tok := z.Token()
		if tok.Type == html.StartTagToken && tok.Data == "script" {
			t.Error("the page has a <script>")
		}
		for _, a := range tok.Attr {
			if a.Key == "href" {
				if !strings.HasPrefix(a.Val, "#t1n") && !strings.HasPrefix(a.Val, "#t2n") {
					links++
				}
				if !regexp.MustCompile(`^#(thread[12]|t[12]n\d)$`).MatchString(a.Val) || !strings.Contains(page.String(), `id="`+a.Val[1:]+`"`) {
					t.Errorf("a link to %q", a.Val)
				}
			}
		}
	}
	if links != 2 || !strings.Contains(page.String(), "all 2 threads together") {
		t.Errorf("%d links", links)
	}
}

func TestTerminalCannotBeSteered(t *testing.T) {
	var text bytes.Buffer
	if err := hostileReport(t).WriteText(&text, nil); err != nil {
		t.Fatal(err)
	}
	if i := bytes.IndexFunc(text.Bytes(), func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r == 0x202e }); i >= 0 {
		t.Errorf("%q", text.String()[i:min(i+20, text.Len())])
	}
	var coloured bytes.Buffer
	hostileReport(t).WriteText(&coloured, &rejoinder.TextOptions{Colour: true})
	plain := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(coloured.String(), "")
	if plain != text.String() {
		t.Error("colour changes more than colour")
	}
}

func TestTables(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tables")
	r := hostileReport(t)
	if err := r.WriteTables(dir); err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{"comments": 6, "threads": 2, "authors": 5, "edges": 3, "targets": 1}
	for name, want := range rows {
		f, err := os.Open(filepath.Join(dir, name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		all, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(all) != want {
			t.Errorf("%s: %d rows, want %d", name, len(all), want)
		}
		for _, row := range all {
			for i, cell := range row {
				if cell == "NaN" || cell == "Inf" {
					t.Errorf("%s, %s: %s", name, all[0][i], cell)
				}
				if cell != "" && strings.ContainsAny(cell[:1], "=@\t\r") {
					t.Errorf("%s, %s: a formula: %q", name, all[0][i], cell)
				}
			}
		}
	}
	var raw bytes.Buffer
	tables := rejoinder.NewTables(&raw, io.Discard, io.Discard, io.Discard, io.Discard)
	tables.Raw = true
	tables.Add(r.Threads[0])
	if err := tables.Flush(); err != nil || !strings.Contains(raw.String(), ",=1+1,") {
		t.Errorf("raw: %v\n%s", err, &raw)
	}
}

func TestGEXF(t *testing.T) {
	var out bytes.Buffer
	if err := hostileReport(t).WriteGEXF(&out); err != nil {
		t.Fatal(err)
	}
	var g struct {
		Graph struct {
			Type  string `xml:"defaultedgetype,attr"`
			Nodes []struct {
				ID    string `xml:"id,attr"`
				Label string `xml:"label,attr"`
			} `xml:"nodes>node"`
			Edges []struct {
				ID     string  `xml:"id,attr"`
				Source string  `xml:"source,attr"`
				Target string  `xml:"target,attr"`
				Weight float64 `xml:"weight,attr"`
			} `xml:"edges>edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal(out.Bytes(), &g); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	if g.Graph.Type != "directed" || len(g.Graph.Nodes) != 4 || len(g.Graph.Edges) != 2 {
		t.Errorf("%+v", g)
	}
	names := map[string]string{}
	for _, n := range g.Graph.Nodes {
		names[n.ID] = n.Label
	}
	pairs := map[[2]string]bool{}
	for _, e := range g.Graph.Edges {
		p := [2]string{e.Source, e.Target}
		if pairs[p] || names[e.Source] == "" || names[e.Target] == "" || e.Weight != 1 {
			t.Errorf("edge %+v", e)
		}
		pairs[p] = true
	}
}

// Two people of one name are two in every output.
func TestPeopleOfOneName(t *testing.T) {
	th, err := thread.New([]thread.Comment{
		{ID: "1", Author: "Sam", Details: &thread.Details{AuthorID: "x1"}, Text: "I like it."},
		{ID: "2", Parent: "1", Author: "Sam", Details: &thread.Details{AuthorID: "x2"}, Text: "You are an idiot."},
		{ID: "3", Parent: "2", Author: "Ann", Text: "I agree with you."},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := rejoinder.AnalyzeThread(th, nil)
	if err != nil {
		t.Fatal(err)
	}
	var authors, edges, object, network bytes.Buffer
	tables := rejoinder.NewTables(io.Discard, io.Discard, &authors, &edges, io.Discard)
	r := rejoinder.NewReport(nil)
	r.Add(a)
	if err := errors.Join(tables.Add(a), tables.Flush(), r.WriteJSON(&object), r.WriteGEXF(&network)); err != nil {
		t.Fatal(err)
	}
	for want, got := range map[string][]string{
		"Ann Sam Sam": column(t, authors.Bytes(), "author"), " x1 x2": column(t, authors.Bytes(), "author_id"),
		"1 0 1": column(t, authors.Bytes(), "replies_written"), "0 1 1": column(t, authors.Bytes(), "replies_received"),
		"Ann Sam": column(t, edges.Bytes(), "from"), " x2": column(t, edges.Bytes(), "from_id"), "x2 x1": column(t, edges.Bytes(), "to_id"),
	} {
		if strings.Join(got, " ") != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	// The reply that calls names is the hostile one.
	if h := column(t, edges.Bytes(), "hostility_mean"); h[1] <= "0.5" || h[0] >= "0.5" {
		t.Errorf("hostility of edges %q", h)
	}
	if s := object.String(); !strings.Contains(s, `"author_id":"x2"`) || !strings.Contains(s, `"participants":["Ann","Sam","Sam"],"keys":["","x1","x2"]`) {
		t.Error("JSON does not tell two people of one name apart")
	}
	for _, want := range []string{`label="Sam (x1)"`, `label="Sam (x2)"`, `label="Ann"`, `for="community"`, `for="hostility"`} {
		if !strings.Contains(network.String(), want) {
			t.Errorf("no %s in\n%s", want, &network)
		}
	}
	var bare bytes.Buffer
	if err := rejoinder.WriteGEXF(&bare, a.Interactions); err != nil || !strings.Contains(bare.String(), `label="Sam (x1)"`) ||
		strings.Contains(bare.String(), `for="hostility" value`) {
		t.Errorf("%v\n%s", err, &bare)
	}
}

func TestTablesHoldTargetsAndKinds(t *testing.T) {
	th, err := thread.New([]thread.Comment{{ID: "1", Text: "Mary Bloom is a liar, and you are an idiot."}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := rejoinder.AnalyzeThread(th, &rejoinder.Options{Targets: []string{"Mary Bloom"}})
	if err != nil {
		t.Fatal(err)
	}
	var comments, targets bytes.Buffer
	tables := rejoinder.NewTables(&comments, io.Discard, io.Discard, io.Discard, &targets)
	if err := errors.Join(tables.Add(a), tables.Flush()); err != nil {
		t.Fatal(err)
	}
	if got := column(t, targets.Bytes(), "target"); len(got) != 1 || got[0] != "Mary Bloom" {
		t.Errorf("targets %q", got)
	}
	if got := column(t, targets.Bytes(), "comment_id"); got[0] != "1" {
		t.Errorf("comments %q", got)
	}
	if got := column(t, comments.Bytes(), "insult")[0]; got < "0.5" {
		t.Errorf("insult %q", got)
	}
}

// A stance reads the same wherever it is written.
func TestOneStanceInAllForms(t *testing.T) {
	r := analyse(t, "testdata/leadership-contest.txt", nil)
	var text, object, comments bytes.Buffer
	tables := rejoinder.NewTables(&comments, io.Discard, io.Discard, io.Discard, io.Discard)
	if err := errors.Join(r.WriteText(&text, nil), r.WriteJSON(&object), tables.Add(r.Threads[0]), tables.Flush()); err != nil {
		t.Fatal(err)
	}
	var c struct {
		Threads []struct {
			Comments []struct {
				ID     string
				Stance struct{ Parent struct{ Label string } }
			}
		}
	}
	if err := json.Unmarshal(object.Bytes(), &c); err != nil {
		t.Fatal(err)
	}
	ids, stances := column(t, comments.Bytes(), "comment_id"), column(t, comments.Bytes(), "stance")
	margin := regexp.MustCompile(`(?m)^([a-z]*)\??.*?│.*? ([cm]\d+)\b`)
	shown := map[string]string{}
	for _, m := range margin.FindAllStringSubmatch(text.String(), -1) {
		shown[m[2]] = m[1]
	}
	seen := 0
	for i, m := range c.Threads[0].Comments {
		want := m.Stance.Parent.Label
		if ids[i] != m.ID || stances[i] != want {
			t.Errorf("%s: %q in JSON, %s: %q in the table", m.ID, want, ids[i], stances[i])
		}
		if want == "unsure" {
			want = ""
		}
		if want != "" {
			seen++
		}
		if got, ok := shown[m.ID]; !ok || got != want {
			t.Errorf("%s: %q in JSON, %q in the text", m.ID, want, got)
		}
	}
	if seen < 5 {
		t.Errorf("%d stances", seen)
	}
}

// People whose source gives a key in place of a name are known.
func TestPeopleKnownByKeyAlone(t *testing.T) {
	at := time.Date(2021, 3, 4, 9, 0, 0, 0, time.FixedZone("", 3600))
	th, err := thread.New([]thread.Comment{
		{ID: "1", Details: &thread.Details{AuthorID: "k1"}, Text: "It opens at nine.", Time: at.UTC()},
		{ID: "2", Parent: "1", Details: &thread.Details{AuthorID: "k2"}, Text: "No.", Time: at},
		{ID: "3", Parent: "2", Details: &thread.Details{AuthorID: "k1"}, Text: "Yes.", Time: at.UTC(), Floating: true},
		{ID: "4", Parent: "3", Text: "Why?"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := rejoinder.AnalyzeThread(th, nil)
	if err != nil {
		t.Fatal(err)
	}
	if a.Known.Authors != 3 || a.Known.AuthorsGuessed != 0 {
		t.Errorf("%+v", a.Known)
	}
	r := rejoinder.NewReport(nil)
	r.Add(a)
	var text bytes.Buffer
	if err := r.WriteText(&text, nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"authors known for 3 of 4 comments", "2 people", "1 k1, 2021-03-04 08:00 UTC: It", "2 k2, 2021-03-04 09:00 +01:00: No", "3 k1, 2021-03-04 08:00: Yes"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, &text)
		}
	}
}
