package mastodon

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func open(r io.Reader) iter.Seq2[thread.Comment, error] { return Read(r, nil) }

func statusJSON(id, to, toAccount, who string) string {
	quote := func(s string) string {
		if s == "" {
			return "null"
		}
		return `"` + s + `"`
	}
	return fmt.Sprintf(`{"id":"%s","created_at":"2023-01-01T00:00:%s.000Z","in_reply_to_id":%s,"in_reply_to_account_id":%s,"content":"<p>text of %s</p>","account":{"id":"a%s","acct":"%s"},"replies_count":1,"language":"en","mentions":[]}`,
		id, id[len(id)-2:], quote(to), quote(toAccount), id, who, who)
}

var context = `{"ancestors":[` + statusJSON("10", "", "", "op") + "," + statusJSON("11", "10", "aop", "ann") + `],
"descendants":[` + statusJSON("13", "12", "abob", "cy") + ",\n" + statusJSON("14", "13", "acy", "bob") + `]}`

func outline(r readertest.Result) string {
	var b strings.Builder
	for _, c := range r.Comments {
		to, unseen := "", 0
		if c.Details != nil {
			to, unseen = c.Details.ReplyTo, c.Details.Unseen
		}
		fmt.Fprintf(&b, "%s<%s %s %s %s %s to=%s unseen=%d\n", c.ID, c.Parent, c.Thread, c.Kind, c.Author, c.Status, to, unseen)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	got := readertest.String(t, open, context)
	want := `10< 10 post op visible to= unseen=0
11< 10 comment ann visible to=op unseen=0
12<11 10 comment  missing to= unseen=0
13<12 10 comment cy visible to=bob unseen=0
14<13 10 comment bob visible to=cy unseen=1
`
	if outline(got) != want || len(got.Bad) > 0 || got.Err != nil {
		t.Errorf("%s%v", outline(got), got.Bad)
	}
	got = readertest.String(t, open, statusJSON("12", "11", "aann", "bob")+"\n"+strings.ReplaceAll(context, "\n", ""))
	if s := outline(got); !strings.Contains(s, "12<11 10 comment bob visible") || len(got.Comments) != 5 {
		t.Error(s)
	}
	none := `{"ancestors":[],"descendants":[` + statusJSON("13", "12", "", "cy") + "," + statusJSON("14", "13", "acy", "bob") + `]}`
	if s := outline(readertest.String(t, open, none)); s != "13< 12 comment cy visible to= unseen=0\n14<13 12 comment bob visible to=cy unseen=1\n" {
		t.Error(s)
	}
	alone := "[" + statusJSON("10", "", "", "op") + "," + statusJSON("11", "10", "", "ann") + "," + statusJSON("13", "11", "", "cy") + "]"
	if s := outline(readertest.String(t, open, alone)); !strings.Contains(s, "11< 10 ") || !strings.Contains(s, "13<11 10 ") {
		t.Error(s)
	}
}

func TestTruncated(t *testing.T) {
	var list []string
	for i := range 60 {
		list = append(list, statusJSON(fmt.Sprint(100+i), "12", "", "cy"))
	}
	got := readertest.String(t, open, `{"ancestors":[],"descendants":[`+strings.Join(list, ",")+`]}`)
	if len(got.Comments) != 60 || len(got.Bad) != 1 || !errors.Is(got.Bad[0], ErrTruncated) {
		t.Errorf("%d comments, %v", len(got.Comments), got.Bad)
	}
}

func TestRobust(t *testing.T) { readertest.Robust(t, open, []byte(context)) }

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, open, context, statusJSON("12", "11", "", "x"), `{"ancestors":[{}],"descendants":[{"in_reply_to_id":1}]}`)
}

func ExampleRead() {
	for c, err := range Read(strings.NewReader(context), nil) {
		if err == nil {
			fmt.Printf("%s %q %q %v\n", c.ID, c.Parent, c.Author, c.Status)
		}
	}
	// Output:
	// 10 "" "op" visible
	// 11 "" "ann" visible
	// 12 "11" "" missing
	// 13 "12" "cy" visible
	// 14 "13" "bob" visible
}
