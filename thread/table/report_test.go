package table

import (
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

const written = `source,thread,comment_id,parent,displayed_parent,parent_origin,parent_confidence,kind,depth,level,line,author,author_id,author_origin,author_confidence,time,precision,status,missing,votes,unseen,title,hostility,text
a.txt,t1,c1,,,nested,1.0000,comment,1,1,7,,,,,,,visible,false,,,,0.0470,'=why
a.txt,t1,m1,c1,c1,nested,0.9700,comment,2,2,8,,,,,,,missing,true,,,,,
a.txt,t1,c2,c1,m1,quote,0.8000,comment,2,3,9,Jack,x1,reply-header,0.9512,2021-03-07T15:10,minute,visible,false,3,2,,0.01,No.
b.txt,t1,c1,,,given,1.0000,post,0,,1,Ann,,given,1.0000,2021-03-07T15:10:00Z,,visible,false,,,Title,,Text
`

// TestReported reads the comments that a Report has written as what they were.
func TestReported(t *testing.T) {
	for _, name := range []string{"comment_id", "comment"} {
		got := readertest.String(t, read, strings.Replace(written, "comment_id", name, 1))
		if len(got.Comments) != 4 || len(got.Bad) > 0 || got.Err != nil {
			t.Fatalf("%s: %d comments, %v %v", name, len(got.Comments), got.Bad, got.Err)
		}
		for i, want := range []struct {
			id, parent, thread, text string
			status                   thread.Status
			kind                     thread.Kind
			p                        *thread.Provenance
		}{
			{"c1", "", "t1", "=why", thread.Visible, thread.Reply, &thread.Provenance{Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.9999}}},
			{"m1", "c1", "t1", "", thread.Missing, thread.Reply, &thread.Provenance{Displayed: "c1", Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.97}}},
			{"c2", "c1", "t1", "No.", thread.Visible, thread.Reply, &thread.Provenance{Displayed: "m1", Parent: thread.Evidence{Origin: thread.Quoted, Confidence: 0.8}, Author: thread.Evidence{Origin: thread.ReplyHeader, Confidence: 0.9512}}},
			{"c1", "", "b.txt t1", "Text", thread.Visible, thread.Post, nil},
		} {
			c := got.Comments[i]
			if c.ID != want.id || c.Parent != want.parent || c.Thread != want.thread || c.Text != want.text || c.Status != want.status || c.Kind != want.kind {
				t.Errorf("%s, row %d: %+v", name, i+1, c)
			}
			if (c.Provenance == nil) != (want.p == nil) || want.p != nil && *c.Provenance != *want.p {
				t.Errorf("%s, row %d: %+v, want %+v", name, i+1, c.Provenance, want.p)
			}
		}
		if c := got.Comments[2]; c.Precision != thread.Minute || c.Level != 3 || c.Details == nil || c.Details.AuthorID != "x1" || c.Details.Score != 3 || c.Details.Unseen != 2 {
			t.Errorf("%s: %+v %+v", name, c, c.Details)
		}
	}
	// A column named comment holds text in any other table.
	if got := readertest.String(t, read, "id,parent,thread,comment\n1,,t,Hello\n"); len(got.Comments) != 1 || got.Comments[0].Text != "Hello" {
		t.Errorf("%+v", got)
	}
}

const writtenJSON = `{"tool":"rejoinder","version":"1","source":{"name":"a.txt","format":"plaintext"},"threads":[{"id":"t1","comments":[
{"id":"c1","parent":null,"displayed_parent":null,"level":1,"line":7,"missing":false,"author":"","text":"=why","status":"visible","evidence":{"parent":{"origin":"nested","confidence":0.998,"cue":"numbered"}}},
{"id":"m1","parent":"c1","displayed_parent":"c1","missing":true,"text":"","status":"missing","evidence":{"parent":{"origin":"nested","confidence":0.97}}},
{"id":"c2","parent":"c1","displayed_parent":"m1","level":3,"missing":false,"author":"Jack","author_id":"x1","time":"2021-03-07T15:10:00","time_precision":"minute","text":"No.","status":"visible","unseen":2,"votes":3,"evidence":{"parent":{"origin":"quote","confidence":0.8},"author":{"origin":"reply-header","confidence":0.9512}},"hostility":{"score":0.1,"label":"none"},"stance":{"parent":{"label":"agree"}}}],
"faults":[{"kind":"missing-comment","comment":"m1","detail":""}],"shape":{}}],"skipped":0}
{"tool":"rejoinder","source":{"name":"b.txt"},"threads":[{"id":"t1","comments":[{"id":"c1","parent":null,"displayed_parent":null,"missing":false,"kind":"post","text":"Text","status":"visible","evidence":{}}]}]}
{"id":"page","threads":[{"id":"t1","comments":[{"id":"c1","parent":null,"displayed_parent":null,"missing":false,"text":"x","evidence":{}}]}]}
`

// TestReportedJSON reads the JSON of reports and of pages.
func TestReportedJSON(t *testing.T) {
	notices := 0
	got := readertest.Collect(t, Read(strings.NewReader(writtenJSON), &Options{Notice: func(Notice) { notices++ }}))
	if len(got.Comments) != 5 || len(got.Bad) > 0 || got.Err != nil || notices > 0 {
		t.Fatalf("%d comments, %v %v, %d notices", len(got.Comments), got.Bad, got.Err, notices)
	}
	for i, want := range []struct {
		id, parent, thread string
		status             thread.Status
		kind               thread.Kind
		p                  *thread.Provenance
	}{
		{"c1", "", "t1", thread.Visible, thread.Reply, &thread.Provenance{Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.998, Cue: "numbered"}}},
		{"m1", "c1", "t1", thread.Missing, thread.Reply, &thread.Provenance{Displayed: "c1", Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.97}}},
		{"c2", "c1", "t1", thread.Visible, thread.Reply, &thread.Provenance{Displayed: "m1", Parent: thread.Evidence{Origin: thread.Quoted, Confidence: 0.8}, Author: thread.Evidence{Origin: thread.ReplyHeader, Confidence: 0.9512}}},
		{"c1", "", "b.txt t1", thread.Visible, thread.Post, nil},
		{"c1", "", "page t1", thread.Visible, thread.Reply, nil},
	} {
		c := got.Comments[i]
		if c.ID != want.id || c.Parent != want.parent || c.Thread != want.thread || c.Status != want.status || c.Kind != want.kind {
			t.Errorf("comment %d: %+v", i+1, c)
		}
		if (c.Provenance == nil) != (want.p == nil) || want.p != nil && *c.Provenance != *want.p {
			t.Errorf("comment %d: %+v, want %+v", i+1, c.Provenance, want.p)
		}
	}
	if c := got.Comments[2]; c.Precision != thread.Minute || !c.Floating || c.Details == nil || c.Details.AuthorID != "x1" || c.Details.Score != 3 || c.Details.Unseen != 2 {
		t.Errorf("%+v %+v", c, c.Details)
	}
}

func TestReportedRobust(t *testing.T) {
	readertest.Robust(t, read, []byte(written))
	readertest.Robust(t, read, []byte(writtenJSON))
}
