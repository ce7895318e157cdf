package rejoinder

import (
	"encoding/json"
	"math"
	"time"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// The types below are the JSON contract. Fields may be added, never renamed.

type threadJSON struct {
	ID       string        `json:"id"`
	Source   string        `json:"source,omitempty"`
	Comments []commentJSON `json:"comments"`
	Faults   []faultJSON   `json:"faults"`
	Measures
}

type commentJSON struct {
	ID            string         `json:"id"`
	Parent        *string        `json:"parent"`
	Displayed     *string        `json:"displayed_parent"`
	Level         int32          `json:"level,omitempty"`
	Ordinal       int32          `json:"ordinal,omitempty"`
	Line          int32          `json:"line,omitempty"`
	Missing       bool           `json:"missing"`
	Author        string         `json:"author,omitempty"`
	AuthorID      string         `json:"author_id,omitempty"`
	Time          string         `json:"time,omitempty"`
	TimePrecision string         `json:"time_precision,omitempty"`
	Text          string         `json:"text"`
	Status        thread.Status  `json:"status"`
	Kind          string         `json:"kind,omitempty"`
	Title         string         `json:"title,omitempty"`
	URL           string         `json:"url,omitempty"`
	Votes         *float64       `json:"votes,omitempty"`
	Unseen        int            `json:"unseen,omitempty"`
	Evidence      evidenceSet    `json:"evidence,omitzero"`
	Hostility     *hostilityJSON `json:"hostility,omitempty"`
	Stance        *stanceJSON    `json:"stance,omitempty"`
}

type evidenceSet struct {
	Parent *evidenceJSON `json:"parent,omitempty"`
	Author *evidenceJSON `json:"author,omitempty"`
	Time   *evidenceJSON `json:"time,omitempty"`
}

type evidenceJSON struct {
	Origin     thread.Origin `json:"origin"`
	Confidence float32       `json:"confidence"`
	Cue        string        `json:"cue,omitempty"`
}

type hostilityJSON struct {
	Score     float32                   `json:"score"`
	InContext *float32                  `json:"in_context,omitempty"`
	Label     sentiment.HostilityLabel  `json:"label"`
	Target    sentiment.HostilityTarget `json:"target"`
	Kinds     kindsJSON                 `json:"kinds"`
	Spans     []spanJSON                `json:"spans"`
}

type kindsJSON struct {
	Severe   *float32 `json:"severe_toxicity,omitempty"`
	Identity *float32 `json:"identity_attack,omitempty"`
	Insult   *float32 `json:"insult,omitempty"`
	Profane  *float32 `json:"profanity,omitempty"`
	Threat   *float32 `json:"threat,omitempty"`
}

type spanJSON struct {
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Weight float32 `json:"weight"`
}

type stanceJSON struct {
	Parent  *parentStanceJSON  `json:"parent,omitempty"`
	Targets []targetStanceJSON `json:"targets,omitempty"`
}

type parentStanceJSON struct {
	Label    sentiment.ParentLabel `json:"label"`
	Agree    float32               `json:"agree"`
	Disagree float32               `json:"disagree"`
	Neutral  float32               `json:"neutral"`
	Query    float32               `json:"query"`
}

type targetStanceJSON struct {
	Target  string                `json:"target"`
	Label   sentiment.TargetLabel `json:"label"`
	Favor   float32               `json:"favor"`
	Against float32               `json:"against"`
	None    float32               `json:"none"`
}

type faultJSON struct {
	Kind    thread.FaultKind `json:"kind"`
	Comment string           `json:"comment"`
	Detail  string           `json:"detail"`
}

// MarshalJSON writes the thread in the form of the contract, comments in the
// order of the input.
func (a *Analysis) MarshalJSON() ([]byte, error) {
	out := threadJSON{ID: a.ID, Source: a.Source, Comments: []commentJSON{}, Faults: []faultJSON{}, Measures: a.Measures}
	for n := range a.Thread.ByInput() {
		out.Comments = append(out.Comments, a.commentJSON(n))
	}
	for _, f := range a.Thread.Faults() {
		out.Faults = append(out.Faults, faultJSON(f))
	}
	return json.Marshal(out)
}

func (a *Analysis) commentJSON(n thread.Node) commentJSON {
	c := a.Thread.Comment(n)
	out := commentJSON{
		ID: c.ID, Parent: a.idOrNil(a.Thread.Parent(n)), Displayed: a.idOrNil(a.Thread.Displayed(n)),
		Level: c.Level, Ordinal: c.Ordinal, Line: c.Line, Missing: a.Thread.Missing(n),
		Author: c.Author, Text: c.Text, Status: c.Status,
		Evidence: evidenceSet{
			Parent: evidenceOrNil(a.Thread.ParentEvidence(n)),
			Author: evidenceOrNil(a.Thread.AuthorEvidence(n)),
			Time:   evidenceOrNil(a.Thread.TimeEvidence(n)),
		},
	}
	out.Time, out.TimePrecision = timeJSON(c)
	if c.Kind != thread.Reply {
		out.Kind = c.Kind.String()
	}
	if d := c.Details; d != nil {
		out.AuthorID = d.AuthorID
		out.Title, out.URL, out.Unseen = d.Title, d.URL, d.Unseen
		if v := d.Score; d.HasScore && !math.IsNaN(v) && !math.IsInf(v, 0) {
			out.Votes = &v
		}
	}
	if a.Scores != nil {
		s := &a.Scores[n]
		if s.Scored {
			out.Hostility = hostilityOfJSON(&s.Hostility)
		}
		out.Stance = stanceOfJSON(s)
	}
	return out
}

func (a *Analysis) idOrNil(n thread.Node) *string {
	if n == thread.None {
		return nil
	}
	return &a.Thread.Comment(n).ID
}

func evidenceOrNil(e thread.Evidence) *evidenceJSON {
	if e.Origin == thread.Absent {
		return nil
	}
	return &evidenceJSON{e.Origin, e.Confidence, e.Cue}
}

// timeJSON writes a time as RFC 3339, without a zone where none is known, and
// names its precision where that is coarser than a second.
func timeJSON(c *thread.Comment) (at, precision string) {
	// RFC 3339 has four digits for the year.
	if c.Time.IsZero() || c.Time.Year() < 0 || c.Time.Year() > 9999 {
		return "", ""
	}
	layout := time.RFC3339
	if c.Floating {
		layout = "2006-01-02T15:04:05"
	}
	if c.Precision != thread.Second {
		precision = c.Precision.String()
	}
	return c.Time.Format(layout), precision
}

func hostilityOfJSON(h *sentiment.Hostility) *hostilityJSON {
	kind := func(k sentiment.Kind) *float32 { return known(h.Kinds[k]) }
	out := &hostilityJSON{
		Score: h.Score, InContext: known(h.InContext), Label: h.Label, Target: h.Target,
		Kinds: kindsJSON{
			Severe:   kind(sentiment.SevereToxicity),
			Identity: kind(sentiment.IdentityAttack),
			Insult:   kind(sentiment.Insult),
			Profane:  kind(sentiment.Profanity),
			Threat:   kind(sentiment.Threat),
		},
		Spans: []spanJSON{},
	}
	for _, sp := range h.Spans {
		out.Spans = append(out.Spans, spanJSON{sp.Start, sp.End, sp.Weight})
	}
	return out
}

// known returns nil for a probability that was not asked for.
func known(p float32) *float32 {
	if p != p {
		return nil
	}
	return &p
}

// stanceOfJSON returns nil where there is nothing to take a stance on. A comment that
// is not scored for hostility may have one all the same: "?", or unsure.
func stanceOfJSON(s *sentiment.Scores) *stanceJSON {
	var st stanceJSON
	if p := s.Parent; p != (sentiment.ParentStance{}) {
		st.Parent = &parentStanceJSON{p.Label(0), p.Agree, p.Disagree, p.Neutral, p.Query}
	}
	for _, t := range s.Targets {
		if t == (sentiment.TargetStance{Target: t.Target}) {
			continue
		}
		st.Targets = append(st.Targets, targetStanceJSON{t.Target, t.Label(0), t.Favor, t.Against, t.Neither})
	}
	if st.Parent == nil && st.Targets == nil {
		return nil
	}
	return &st
}
