// Package treeeval measures how well a reader of plain text rebuilds the
// displayed trees of rendered threads whose true trees are known.
package treeeval

import (
	"fmt"
	"io"
	"math"
	"sort"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Gold is what is known of one comment of a sample, in display order.
type Gold struct {
	ID          string  `json:"id"`
	Author      string  `json:"author"`
	Time        string  `json:"time"`
	Shown       int     `json:"shown"` // displayed level, 1 at top
	ShownParent *string `json:"shown_parent"`
	Visible     bool    `json:"visible"`
	Line        *int    `json:"line"` // 0-based first line of its text
	VisShown    *string `json:"vis_shown_parent"`
	Ord         *int    `json:"ord"` // its number in its list
}

// Sample is one rendering of one thread.
type Sample struct {
	ID       string  `json:"id"`
	Renderer string  `json:"renderer"`
	Cap      int     `json:"cap"`
	TextLoss float64 `json:"textloss"`
	Subtree  float64 `json:"subtree"`
	Meta     bool    `json:"meta"`
	Text     string  `json:"text"`
	Gold     []Gold  `json:"gold"`
}

// Samples calls f for each sample of an NDJSON file, gzipped where its name
// ends in .gz, and stops at the first error.
func Samples(path string, f func(*Sample) error) error { return jsonlines.Read(path, f) }

// Count is a proportion: Hits of N.
type Count struct{ Hits, N int }

// Rate returns the proportion, NaN for N = 0.
func (c Count) Rate() float64 {
	if c.N == 0 {
		return math.NaN()
	}
	return float64(c.Hits) / float64(c.N)
}

// Wilson returns the 95 % score interval of the proportion (Wilson 1927),
// [0, 1] for N = 0.
func (c Count) Wilson() (lo, hi float64) {
	if c.N == 0 {
		return 0, 1
	}
	const z = 1.959963984540054
	n, p := float64(c.N), c.Rate()
	mid := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, mid-half), min(1, mid+half)
}

func (c *Count) add(hit bool) {
	c.N++
	if hit {
		c.Hits++
	}
}

func (c *Count) plus(d Count) { c.Hits += d.Hits; c.N += d.N }

func (c Count) String() string {
	if c.N == 0 {
		return "-"
	}
	lo, hi := c.Wilson()
	return fmt.Sprintf("%.4f [%.4f %.4f] %d/%d", c.Rate(), lo, hi, c.Hits, c.N)
}

// Row holds the figures of one renderer.
type Row struct {
	Name string
	// Samples counts pages.
	Samples int
	// Recall is over the visible comments, Precision over those reported.
	Recall, Precision Count
	// Parent is over the visible comments found: right where the displayed
	// parent is the true one, or where the true one is lost and the reader
	// names a placeholder. Whole is the same on pages without loss, Lossy on
	// those with.
	Parent, Whole, Lossy Count
	// Visible is stricter: past placeholders, the nearest visible ancestor
	// has to be the nearest visible displayed ancestor of the truth.
	Visible Count
	// Orphans is Parent over the comments whose displayed parent is lost.
	Orphans Count
	// LostPrecision is over the placeholders reported, LostRecall over the
	// lost comments with visible replies, LostAll over all lost comments.
	LostPrecision, LostRecall, LostAll Count
}

// Report holds a row a renderer, by name.
type Report struct{ rows map[string]*Row }

// Rows returns the rows by name.
func (r *Report) Rows() []*Row {
	out := make([]*Row, 0, len(r.rows))
	for _, row := range r.rows {
		out = append(out, row)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// Row returns the row of a renderer, nil where no sample has it.
func (r *Report) Row(name string) *Row { return r.rows[name] }

// Outcome is what one sample adds, for listing errors.
type Outcome struct {
	Row
	// Missed and False list 0-based lines of comments not found and of
	// reported ones that are none; Wrong those with a wrong parent.
	Missed, False, Wrong []int
	// FalseLost lists indices of placeholders that stand for nothing.
	FalseLost []int
}

// Add scores the comments that a reader found in s.
func (r *Report) Add(s *Sample, got []thread.Comment) *Outcome {
	o := Score(s, got)
	if r.rows == nil {
		r.rows = map[string]*Row{}
	}
	row := r.rows[s.Renderer]
	if row == nil {
		row = &Row{Name: s.Renderer}
		r.rows[s.Renderer] = row
	}
	row.Samples++
	row.Recall.plus(o.Recall)
	row.Precision.plus(o.Precision)
	row.Parent.plus(o.Parent)
	row.Whole.plus(o.Whole)
	row.Lossy.plus(o.Lossy)
	row.Visible.plus(o.Visible)
	row.Orphans.plus(o.Orphans)
	row.LostPrecision.plus(o.LostPrecision)
	row.LostRecall.plus(o.LostRecall)
	row.LostAll.plus(o.LostAll)
	return o
}

// placed tells which visible comments the gold has in a possible place. The
// lines were found by text search, and a comment that begins with words of the
// article or of another comment can be given their line: such lines come
// before the heading, repeat another comment's or, where no lines of author and
// date come before the text, bear another number than the comment's own, and
// are not scored. What is reported where such a comment must
// stand counts as found.
func (s *Sample) placed() []bool {
	heading := -1
	lines := strings.Split(s.Text, "\n")
	for i, l := range lines {
		if strings.Contains(l, " thoughts on “") || strings.Contains(l, " thought on “") {
			heading = i
		}
	}
	out := make([]bool, len(s.Gold))
	last := heading
	for i := range s.Gold {
		g := &s.Gold[i]
		if !g.Visible || g.Line == nil {
			continue
		}
		out[i] = *g.Line > last
		main := strings.HasSuffix(s.Renderer, "-main")
		if strings.HasPrefix(s.Renderer, "resili") && (main || !s.Meta) && *g.Line < len(lines) {
			n := number(lines[*g.Line])
			out[i] = out[i] && n > 0 && (g.Ord == nil || !main || n == *g.Ord)
		}
		last = max(last, *g.Line)
	}
	return out
}

// number returns the number of the list item that begins a line, 0 where none
// does.
func number(line string) int {
	digits, _, ok := strings.Cut(strings.TrimLeft(line, " "), ".")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return 0
	}
	return n
}

// place gives the comments without a place in the gold to those reported
// between the same two neighbours at the same level, in order.
func place(s *Sample, got []thread.Comment, placed []bool, goldOf, real []int) {
	at := 0 // index in real
	for gi := 0; gi < len(s.Gold); gi++ {
		if !s.Gold[gi].Visible {
			continue
		}
		if placed[gi] {
			for k := at; k < len(real); k++ {
				if goldOf[real[k]] == gi {
					at = k + 1
					break
				}
			}
			continue
		}
		for k := at; k < len(real) && goldOf[real[k]] < 0; k++ {
			if int(got[real[k]].Level) == s.Gold[gi].Shown {
				goldOf[real[k]] = gi
				at = k + 1
				break
			}
		}
	}
}

// Score compares the comments found in one sample with its gold. A comment
// found matches the gold comment whose first line lies between its own marker
// and the next one's.
func Score(s *Sample, got []thread.Comment) *Outcome {
	o := &Outcome{}
	byID := map[string]int{}
	for i := range got {
		byID[got[i].ID] = i
	}
	// The marker's line of each comment found, from its offset.
	var marks []int // 0-based line
	var real []int
	line, pos := 0, 0
	for i := range got {
		if got[i].Status == thread.Missing {
			continue
		}
		line += strings.Count(s.Text[pos:got[i].Pos], "\n")
		pos = int(got[i].Pos)
		marks = append(marks, line)
		real = append(real, i)
	}
	goldOf := make([]int, len(got))
	for i := range goldOf {
		goldOf[i] = -1
	}
	foundAs := map[string]int{}
	placed := s.placed()
	k, lossy := 0, false
	for gi := range s.Gold {
		g := &s.Gold[gi]
		if !g.Visible {
			lossy = true
			continue
		}
		for k < len(marks) && (k+1 < len(marks) && marks[k+1] <= *g.Line) && marks[k+1] != marks[k] {
			k++
		}
		if !placed[gi] {
			continue
		}
		hit := k < len(marks) && marks[k] <= *g.Line && goldOf[real[k]] < 0
		o.Recall.add(hit)
		if !hit {
			o.Missed = append(o.Missed, *g.Line)
			continue
		}
		goldOf[real[k]] = gi
		foundAs[g.ID] = real[k]
		if k+1 < len(marks) && marks[k+1] == marks[k] {
			k++
		}
	}
	place(s, got, placed, goldOf, real)
	for j, i := range real {
		o.Precision.add(goldOf[i] >= 0)
		if goldOf[i] < 0 {
			o.False = append(o.False, marks[j])
		}
	}
	goldByID := map[string]*Gold{}
	for gi := range s.Gold {
		goldByID[s.Gold[gi].ID] = &s.Gold[gi]
	}
	id := func(p *string) string {
		if p == nil {
			return ""
		}
		return *p
	}
	for j, i := range real {
		if goldOf[i] < 0 {
			continue
		}
		g := &s.Gold[goldOf[i]]
		shown := id(g.ShownParent)
		lost := shown != "" && !goldByID[shown].Visible
		pi, has := byID[got[i].Parent]
		claim := ""
		placeholder := has && got[pi].Status == thread.Missing
		if has && !placeholder {
			claim = "?"
			if gp := goldOf[pi]; gp >= 0 {
				claim = s.Gold[gp].ID
			}
		}
		right := !placeholder && claim == shown || lost && placeholder || !placeholder && claim == id(g.VisShown)
		o.Parent.add(right)
		if lossy {
			o.Lossy.add(right)
		} else {
			o.Whole.add(right)
		}
		if lost {
			o.Orphans.add(right)
		}
		if !right {
			o.Wrong = append(o.Wrong, marks[j])
		}
		anc := got[i].Parent
		for anc != "" && got[byID[anc]].Status == thread.Missing {
			anc = got[byID[anc]].Parent
		}
		claim = ""
		if anc != "" {
			claim = "?"
			if gp := goldOf[byID[anc]]; gp >= 0 {
				claim = s.Gold[gp].ID
			}
		}
		o.Visible.add(claim == id(g.VisShown))
	}
	o.scoreLost(s, got, goldOf)
	return o
}

// scoreLost matches placeholders to lost comments of the same level in the
// same place: between the same two visible comments.
func (o *Outcome) scoreLost(s *Sample, got []thread.Comment, goldOf []int) {
	withReplies := map[string]bool{}
	for gi := range s.Gold {
		if g := &s.Gold[gi]; g.Visible && g.ShownParent != nil {
			withReplies[*g.ShownParent] = true
		}
	}
	type place struct {
		after int // index of the visible gold before it
		level int
	}
	lost := map[place][]string{}
	after := -1
	for gi := range s.Gold {
		g := &s.Gold[gi]
		if g.Visible {
			after = gi
			continue
		}
		k := place{after, g.Shown}
		lost[k] = append(lost[k], g.ID)
	}
	found := map[string]bool{}
	after = -1
	for i := range got {
		if got[i].Status != thread.Missing {
			if goldOf[i] >= 0 {
				after = goldOf[i]
			}
			continue
		}
		k := place{after, int(got[i].Level)}
		ids := lost[k]
		// Comments with replies first: only their places can be told apart.
		sort.SliceStable(ids, func(a, b int) bool { return withReplies[ids[a]] && !withReplies[ids[b]] })
		o.LostPrecision.add(len(ids) > 0)
		if len(ids) == 0 {
			o.FalseLost = append(o.FalseLost, i)
		}
		if len(ids) > 0 {
			found[ids[0]] = true
			lost[k] = ids[1:]
		}
	}
	for gi := range s.Gold {
		if g := &s.Gold[gi]; !g.Visible {
			o.LostAll.add(found[g.ID])
			if withReplies[g.ID] {
				o.LostRecall.add(found[g.ID])
			}
		}
	}
}

// Write prints the table.
func (r *Report) Write(w io.Writer) error {
	for _, row := range r.Rows() {
		for _, c := range []struct {
			name string
			c    Count
		}{
			{"recall", row.Recall}, {"precision", row.Precision}, {"parent, no loss", row.Whole}, {"parent, loss", row.Lossy},
			{"nearest visible ancestor", row.Visible}, {"parent lost", row.Orphans},
			{"placeholder precision", row.LostPrecision}, {"placeholder recall, with replies", row.LostRecall}, {"placeholder recall, all lost", row.LostAll},
		} {
			if _, err := fmt.Fprintf(w, "%-16s %-34s %s\n", row.Name, c.name, c.c); err != nil {
				return err
			}
		}
	}
	return nil
}
