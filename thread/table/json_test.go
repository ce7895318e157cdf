package table

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

// TestWrapped finds the comments that stand further down, as APIs and the
// downloads of services have them.
func TestWrapped(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a list of data", `{"status":"ok","data":[{"id":1,"author":"ann","text":"Why?"},{"id":2,"parent_id":1,"author":"bob","text":"So."}]}`, `1< ann "Why?" 2<1 bob "So."`},
		{"results with comments", `{"results":{"comments":[{"_id":"a","body":"Why?","user":{"name":"ann"},"children":[{"_id":"b","body":"So.","user":{"name":"bob"}}]}]}}`, `a< ann "Why?" b<a bob "So."`},
		{"Telegram", `{"name":"g","id":7,"messages":[{"id":1,"type":"message","from":"ann","from_id":"u1","text":"Why?"},{"id":2,"from":"bob","from_id":"u2","reply_to_message_id":1,"text":["See ",{"type":"link","text":"this"},"."]},{"id":3,"type":"service","actor":"ann","text":""}]}`,
			`1< ann "Why?" 2<1 bob "See this." 3<  ""`},
		{"Facebook", `{"comments_v2":[{"timestamp":1394010420,"data":[{"comment":{"timestamp":1394010420,"comment":"Why?","author":"ann"}}],"title":"A post"}]}`, `< ann "Why?"`},
		{"Instagram", `[{"media_list_data":[],"string_map_data":{"Comment":{"value":"Why?"},"Time":{"timestamp":1394010420}}}]`, `<  "Why?"`},
		{"yt-dlp", `{"comments":[{"id":"U1","parent":"root","author":"@ann","text":"Why?"},{"id":"U1.2","parent":"U1","author":"@bob","text":"So."}]}`, `U1< @ann "Why?" U1.2<U1 @bob "So."`},
		{"YouTube's names of replies", `[{"cid":"UgxAAAAAAAAAAAAAAAAAAAAA","text":"Why?","reply":false},{"cid":"UgxAAAAAAAAAAAAAAAAAAAAA.9b","text":"So.","reply":true}]`,
			`UgxAAAAAAAAAAAAAAAAAAAAA<  "Why?" UgxAAAAAAAAAAAAAAAAAAAAA.9b<UgxAAAAAAAAAAAAAAAAAAAAA  "So."`},
		{"a comment called root", `[{"id":"root","text":"Why?"},{"id":2,"parent":"root","text":"So."}]`, `root<  "Why?" 2<root  "So."`},
		{"lists in lists", `{"data":[[{"id":1,"text":"Why?"}],[[{"id":2,"text":"So."}]]]}`, `1<  "Why?" 2<  "So."`},
		{"Slack", `[{"type":"message","user":"ann","text":"Why?","ts":"1394010420.000100","thread_ts":"1394010420.000100"},{"user":"bob","text":"So.","ts":"1394010430.000200","thread_ts":"1394010420.000100"}]`,
			`1394010420.000100< ann "Why?" 1394010430.000200<1394010420.000100 bob "So."`},
		{"Bluesky", `{"thread":{"post":{"uri":"at://a/1","author":{"did":"did:a","handle":"ann.example"},"record":{"text":"Why?","createdAt":"2024-01-01T10:00:00Z","langs":["en"]},"likeCount":3},"replies":[{"post":{"uri":"at://b/2","author":{"handle":"bob.example"},"record":{"text":"So.","createdAt":"2024-01-01T11:00:00Z","reply":{"parent":{"uri":"at://a/1"},"root":{"uri":"at://a/1"}}}},"replies":[]}]}}`,
			`at://a/1< ann.example "Why?" at://b/2<at://a/1 bob.example "So."`},
		{"Bluesky's search", `{"posts":[{"uri":"at://b/2","author":{"handle":"bob.example"},"record":{"text":"So.","reply":{"parent":{"uri":"at://a/1"},"root":{"uri":"at://a/0"}}}}]}`,
			`at://b/2<at://a/1 bob.example "So."`},
		{"none", `{"data":{"rows":[{"a":1},[{"b":[]}]]}}`, "fault"},
		{"an error", `{"error":{"message":"Not found","code":404}}`, "fault"},
		{"none, and one", `[{"data":{"rows":[]}},{"id":1,"text":"Why?"},{"a":[1]}]`, `fault 1<  "Why?" fault`},
		{"comments in a comment", `{"id":1,"text":"Why?","data":[{"text":"no comment"}],"comment":[{"text":"nor this"}]}`, `1<  "Why?"`},
	} {
		var got []string
		for c, err := range ReadJSON(strings.NewReader(c.in), nil) {
			if err != nil {
				got = append(got, "fault")
				continue
			}
			got = append(got, fmt.Sprintf("%s<%s %s %q", c.ID, c.Parent, c.Author, c.Text))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

// TestWrappedUnused does not call unused what led to comments.
func TestWrappedUnused(t *testing.T) {
	var got []string
	for _, err := range ReadJSON(strings.NewReader(`{"messages":[{"id":1,"text":"x","mood":"good"}],"page":1}`), &Options{Notice: func(n Notice) { got = append(got, n.Columns...) }}) {
		if err != nil {
			t.Error(err)
		}
	}
	if fmt.Sprint(got) != "[mood page]" {
		t.Error(got)
	}
}

// TestPieces reads the cells of Google Takeout.
func TestPieces(t *testing.T) {
	for in, want := range map[string]string{
		`{"text":"See "},{"text":"there","link":{"linkUrl":"x"}},{"text":"\n."}`: "See there\n.",
		`{"text":"Caf\u00e9"}`:          "Café",
		`{"text":1}`:                    `{"text":1}`,
		`{"text":"x"} and {"text":"y"}`: `{"text":"x"} and {"text":"y"}`,
		`{"text":"x"`:                   `{"text":"x"`,
		`{"a":{"text":"x"}}`:            `{"a":{"text":"x"}}`,
		`{}`:                            `{}`,
		"":                              "",
	} {
		if got := pieces(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	in := "Comment ID,Comment create timestamp,Parent comment ID,Comment text\nU1,2014-03-05T09:07:00Z,,\"{\"\"text\"\":\"\"Why?\"\"}\"\n"
	if got := readertest.String(t, read, in); len(got.Comments) != 1 || got.Comments[0].Text != "Why?" {
		t.Errorf("%+v", got)
	}
}

// TestGone knows the notices of sites that a scraper took for texts.
func TestGone(t *testing.T) {
	in := "id,author,text,status\n1,ann,[deleted],\n2,bob,This comment was removed by a moderator because it didn't abide by our community standards.,\n3,cy,Was this comment deleted?,\n4,dee,This comment has been removed.,visible\n"
	var got []string
	for c, err := range ReadCSV(strings.NewReader(in), nil) {
		got = append(got, fmt.Sprintf("%v %q %v", c.Status, c.Text, err))
	}
	if want := `[deleted "" <nil> removed "" <nil> visible "Was this comment deleted?" <nil> removed "" <nil>]`; fmt.Sprint(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
}
