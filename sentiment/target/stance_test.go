package target

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestScore(t *testing.T) {
	m := English()
	for _, c := range []struct {
		target, text string
		want         sentiment.TargetLabel
	}{
		{"Mira Castell", "I would vote for Mira Castell again, she is brilliant.", sentiment.Favor},
		{"Mira Castell", "Castell is a liar and must resign.", sentiment.Against},
		{"Mira Castell", "Castell is not a liar, leave her alone.", sentiment.Favor},
		{"We should ban fireworks", "Fireworks terrify animals and injure children every year.", sentiment.Favor},
		{"We should allow fireworks", "Fireworks terrify animals and injure children every year.", sentiment.Against},
		{"We should ban fireworks", "Fireworks bring joy to families and are safe when used properly.", sentiment.Against},
		{"We should abolish tuition fees", "Fees keep poor students out of university.", sentiment.Favor},
		{"We should introduce tuition fees", "Fees keep poor students out of university.", sentiment.Against},
	} {
		s := m.Score(c.target, c.text, "")
		if got := s.Label(0); got != c.want {
			t.Errorf("%s: %q: %v, want %v (%.2f %.2f %.2f)", c.target, c.text, got, c.want, s.Favor, s.Against, s.Neither)
		}
		if sum := s.Favor + s.Against + s.Neither; math.Abs(float64(sum)-1) > 1e-5 {
			t.Errorf("probabilities sum to %v", sum)
		}
	}
}

func TestUnsure(t *testing.T) {
	m := English()
	for _, text := range []string{"", "   ", "😀😀", "!!!", "> I love Mira Castell", "Ich glaube nicht, dass die Regierung das wirklich so machen wird", "je ne pense pas que cela soit une bonne idée pour nous"} {
		s := m.Score("Mira Castell", text, "")
		if !s.Unsure || s.Label(0) != sentiment.TargetUnsure {
			t.Errorf("%q: not unsure: %+v", text, s)
		}
	}
}

func TestStances(t *testing.T) {
	th := harbour(t)
	targets := Find(th, nil)
	scores := make([]sentiment.Scores, th.Len())
	English().Stances(th, targets, scores)
	var got []string
	for i := range scores {
		for _, s := range scores[i].Targets {
			got = append(got, fmt.Sprint(th.Comment(thread.Node(i)).ID, " ", s.Target))
		}
	}
	want := "1 Dana Whitlock|2 Dana Whitlock|2 Harbour Board|3 Dana Whitlock|3 Harbour Board|4 Dana Whitlock|4 Harbour Board|5 Tobias Renn|6 Dana Whitlock|6 Tobias Renn|7 Dana Whitlock"
	if strings.Join(got, "|") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, "|"), want)
	}
	n, _ := th.Lookup("7")
	if s := scores[n].Targets[0]; s.Label(0) != sentiment.Against {
		t.Errorf("a call to resign is %+v", s)
	}
	defer func() {
		if recover() == nil {
			t.Error("a column of the wrong length passed")
		}
	}()
	English().Stances(th, targets, scores[:1])
}

func TestExplainSums(t *testing.T) {
	m := English()
	const text = "Castell lied to us about the bridge, and I would never vote for her."
	sum := 0.0
	for _, r := range m.Explain("Mira Castell", text, "Is Castell honest?") {
		if r.Start < 0 || r.End > len(text) || r.Start > r.End {
			t.Fatalf("reason outside the text: %+v", r)
		}
		sum += float64(r.Weight)
	}
	s := m.Score("Mira Castell", text, "Is Castell honest?")
	if want := math.Log(float64(s.Favor) / float64(s.Against)); math.Abs(sum-want) > 0.02 {
		t.Errorf("reasons sum to %.3f, log-odds are %.3f", sum, want)
	}
}

// examples makes texts about a ferry in a jargon of their own, which no model
// can know: "keelful" praises and "bilgey" blames.
func examples(n int) []Example {
	var out []Example
	for i := range n {
		e := Example{Target: "Orsund Ferry", Text: fmt.Sprintf("the Orsund Ferry was keelful on trip %d", i), Label: sentiment.Favor}
		switch i % 3 {
		case 1:
			e.Text, e.Label = fmt.Sprintf("the Orsund Ferry was bilgey on trip %d", i), sentiment.Against
		case 2:
			e.Text, e.Label = fmt.Sprintf("the Orsund Ferry left at noon on day %d", i), sentiment.Neither
		}
		out = append(out, e)
	}
	return out
}

func TestTrain(t *testing.T) {
	m, reports, err := Train(examples(120), nil)
	if err != nil {
		t.Fatal(err)
	}
	r := reports[0]
	if len(reports) != 1 || r.N != 120 || r.Favor != 40 || !r.Worth() || r.Trained.Macro < 0.9 || r.Gain < 0.2 {
		t.Errorf("report: %v", r)
	}
	if got := m.Score("orsund  ferry", "that Orsund Ferry is keelful", "").Label(0); got != sentiment.Favor {
		t.Errorf("trained model says %v", got)
	}
	a, b := m.Score("Mira Castell", "Castell must go", ""), English().Score("Mira Castell", "Castell must go", "")
	if a != b {
		t.Error("training changed another target")
	}
	again, _, err := Train(examples(120), nil)
	if err != nil {
		t.Fatal(err)
	}
	var x, y bytes.Buffer
	if _, err := m.WriteTo(&x); err != nil {
		t.Fatal(err)
	}
	if _, err := again.WriteTo(&y); err != nil || !bytes.Equal(x.Bytes(), y.Bytes()) {
		t.Error("equal examples gave another model")
	}
	back, err := Read(&x)
	if err != nil {
		t.Fatal(err)
	}
	if got := back.Score("Orsund Ferry", "Orsund Ferry was bilgey", "").Label(0); got != sentiment.Against {
		t.Errorf("model read back says %v", got)
	}
}

// TestTrainExplained holds the reasons of a trained model to what it says, with
// and without examples of neither.
func TestTrainExplained(t *testing.T) {
	all := examples(120)
	two := slices.DeleteFunc(slices.Clone(all), func(e Example) bool { return e.Label == sentiment.Neither })
	for _, ex := range [][]Example{all, two} {
		m, reports, err := Train(ex, nil)
		if err != nil {
			t.Fatal(err)
		}
		if reports[0].Trained.FAvg < 0.9 {
			t.Errorf("%v", reports[0])
		}
		const text = "our Orsund Ferry is bilgey, so it is"
		sum := 0.0
		for _, r := range m.Explain("Orsund Ferry", text, "") {
			sum += float64(r.Weight)
		}
		s := m.Score("Orsund Ferry", text, "")
		if want := math.Log(float64(s.Favor) / float64(s.Against)); math.Abs(sum-want) > 0.01 || want > 0 {
			t.Errorf("reasons sum to %v, log-odds %v", sum, want)
		}
	}
}

func TestTrainRefuses(t *testing.T) {
	one := examples(120)
	for i := range one {
		one[i].Label = sentiment.Favor
	}
	bad := examples(120)
	bad[7].Label = sentiment.TargetUnsure
	together := examples(120)
	for i := range together {
		together[i].Group = "one thread"
	}
	for name, ex := range map[string][]Example{"few": examples(9), "one": examples(1), "one label": one, "one group": together} {
		if _, _, err := Train(ex, nil); !errors.Is(err, ErrExamples) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := Train(bad, nil); !errors.Is(err, ErrLabel) || errors.Is(err, ErrExamples) || !strings.Contains(err.Error(), "number 8") {
		t.Errorf("no label: %v", err)
	}
	for _, opt := range []TrainOptions{{Folds: 1}, {Folds: -1}, {Epochs: -1}} {
		if _, _, err := Train(examples(120), &opt); !errors.Is(err, ErrOptions) {
			t.Errorf("%+v: %v", opt, err)
		}
	}
	var many []Example
	for i := range maxOwn + 1 {
		many = append(many, Example{Target: fmt.Sprint("target ", i)})
	}
	if _, _, err := Train(many, nil); !errors.Is(err, ErrSize) {
		t.Errorf("%d targets: %v", len(many), err)
	}
}

// TestTrainFewGroups: what has three groups is tested in three parts.
func TestTrainFewGroups(t *testing.T) {
	ex := examples(60)
	for i := range ex {
		ex[i].Group = fmt.Sprint(i / 3 % 3)
	}
	_, three, err := Train(ex, &TrainOptions{Folds: 3})
	if err != nil {
		t.Fatal(err)
	}
	_, nine, err := Train(ex, &TrainOptions{Folds: 9})
	if err != nil || three[0] != nine[0] || nine[0].Trained.Macro < 0.5 {
		t.Errorf("%v, in nine parts %v, %v", three, nine, err)
	}
}

// TestTrainedIsWhatIsSaved: the model at hand scores as the one that is read
// back, whatever its targets are called, and an alias finds its weights.
func TestTrainedIsWhatIsSaved(t *testing.T) {
	ex := examples(60)
	long := "We should run the Orsund Ferry " + strings.Repeat("every day of the week ", 30)
	for _, e := range examples(60) {
		e.Target = long
		ex = append(ex, e)
	}
	m, _, err := Train(ex, nil)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if _, err := m.WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	back, err := Read(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if m.Card().SHA256 == "" || m.Card().SHA256 != back.Card().SHA256 {
		t.Errorf("digest %q, of the file %q", m.Card().SHA256, back.Card().SHA256)
	}
	th := build(t, "1 a: The Orsund Ferry was keelful. Orsund is bilgey.", "2>1 b: No, the Orsund Ferry is keelful.")
	for _, name := range []string{"Orsund Ferry", long, "Mira Castell"} {
		for _, c := range th.All() {
			if a, b := m.Score(name, c.Text, ""), back.Score(name, c.Text, ""); a != b {
				t.Errorf("%.20s: %+v, read back %+v", name, a, b)
			}
		}
	}
	fuller := []Target{{Name: "Royal Orsund Ferry", Aliases: []string{"Ferry", "Orsund Ferry"}, Mentions: []Mention{{Node: 0, Start: 4, End: 16}}}}
	var by [2]float32
	for i, m := range []*Model{English(), m} {
		scores := make([]sentiment.Scores, th.Len())
		m.Stances(th, append(fuller, fuller...), scores)
		if len(scores[0].Targets) != 1 {
			t.Fatalf("%+v", scores[0].Targets)
		}
		by[i] = scores[0].Targets[0].Favor
	}
	if by[0] == by[1] {
		t.Error("the weights for an alias are not used")
	}
	big := &Model{card: m.card, general: m.general, valence: m.valence, vec: m.vec, own: map[string]*towards.Weights{}}
	for i := range 150 {
		big.own[fmt.Sprint(i)] = m.general
	}
	if _, err := big.WriteTo(&file); !errors.Is(err, ErrSize) {
		t.Errorf("150 targets written: %v", err)
	}
}

func TestExplainWithoutGround(t *testing.T) {
	m := English()
	for _, text := range []string{"> quoted taxes", "", "!!!", "Ich glaube nicht, dass die Regierung das wirklich so machen wird"} {
		sum := 0.0
		for _, r := range m.Explain("taxes", text, "Taxes are high.") {
			if r.End != 0 {
				t.Errorf("%q: %+v", text, r)
			}
			sum += float64(r.Weight)
		}
		s := m.Score("taxes", text, "Taxes are high.")
		if want := math.Log(float64(s.Favor) / float64(s.Against)); math.Abs(sum-want) > 1e-3 {
			t.Errorf("%q: reasons sum to %.3f, log-odds are %.3f", text, sum, want)
		}
	}
}

// TestExplainLong: words far into a long text have their own place.
func TestExplainLong(t *testing.T) {
	text := strings.Repeat("the bridge was built there ", 9000) + "and Castell is a disgrace."
	last := 0
	for _, r := range English().Explain("Mira Castell", text, "") {
		last = max(last, r.End)
	}
	if last < len(text)-30 {
		t.Errorf("the last reason ends at %d of %d", last, len(text))
	}
}

func TestReadDamaged(t *testing.T) {
	for _, data := range []string{"", "RJMODEL\n", englishFile[:len(englishFile)/2], englishFile[:100] + "x" + englishFile[101:]} {
		if _, err := Read(strings.NewReader(data)); err == nil {
			t.Errorf("%d bytes of damage read", len(data))
		}
	}
	f, err := modelfile.Decode(englishFile)
	if err != nil {
		t.Fatal(err)
	}
	with := func(name string, data []byte) []byte {
		var sections []modelfile.Section
		for _, n := range f.Names() {
			s, _ := f.Section(n)
			if n == name {
				s = string(data)
			}
			sections = append(sections, modelfile.Section{Name: n, Data: []byte(s)})
		}
		return modelfile.Encode([]byte(f.Card()), sections)
	}
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for name, data := range map[string][]byte{
		"none": modelfile.Encode([]byte("{}"), nil), "no card": modelfile.Encode([]byte("no"), nil),
		"NaN": with("units", modelfile.AppendFloat32s(nil, []float32{nan, 1, 0})), "infinite": with("units", modelfile.AppendFloat32s(nil, []float32{1, 1, inf})),
		"own": modelfile.Encode([]byte(strings.Replace(f.Card(), "{", `{"own":["x"],`, 1)), nil),
	} {
		if _, err := Read(bytes.NewReader(data)); !errors.Is(err, sentiment.ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestStancesRepeatable holds names, mentions and stances to the letter over
// 50 runs, prose included.
func TestStancesRepeatable(t *testing.T) {
	th := harbour(t)
	want := ""
	for run := range 50 {
		scores := make([]sentiment.Scores, th.Len())
		targets := Find(th, nil)
		English().Stances(th, targets, scores)
		b, err := json.Marshal([]any{targets, scores})
		if err != nil {
			t.Fatal(err)
		}
		if run == 0 {
			want = string(b)
		} else if string(b) != want {
			t.Fatalf("run %d differs", run)
		}
	}
}

func FuzzScore(f *testing.F) {
	f.Add("Mira Castell", "Castell must go", "why?")
	f.Add("We should ban zoos", "zoos are cruel", "")
	f.Add("", "\xff’s '' “”", "-")
	f.Fuzz(func(t *testing.T, target, text, parent string) {
		s := English().Score(target, text, parent)
		if sum := float64(s.Favor) + float64(s.Against) + float64(s.Neither); math.IsNaN(sum) || math.Abs(sum-1) > 1e-4 {
			t.Errorf("probabilities sum to %v", sum)
		}
		English().Explain(target, text, parent)
	})
}

func BenchmarkScore(b *testing.B) {
	const text = "I would never vote for Mira Castell. She promised us a bridge and sold the land to her friends, and now she wants our thanks for it."
	m := English()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		m.Score("Mira Castell", text, "Castell built the bridge.")
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "comments/s")
}
