package stance

import (
	"slices"
	"strings"
	"testing"
)

func tokens(t *testing.T, text string) []string {
	t.Helper()
	var d Doc
	d.Read(text, Default())
	var out []string
	for _, k := range d.toks {
		out = append(out, text[k.start:k.end])
	}
	return out
}

func TestTokens(t *testing.T) {
	for text, want := range map[string][]string{
		"Don’t, @bob_x: it's 100% wrong!!": {"Don’t", ",", "@bob_x", ":", "it's", "100", "%", "wrong", "!!"},
		"see https://a.example/b?c=d. Ok":  {"see", "https://a.example/b?c=d.", "Ok"},
		"soooo 🙂 “quoted” … wait—what":     {"soooo", "🙂", "“", "quoted", "”", "…", "wait", "—", "what"},
		"":                               nil,
		"\x00\xff_ '":                    {"\x00", "_", "'"},
		"> old\nnew":                     {">", "old", "new"},
		"www.example.org and wwwhatever": {"www.example.org", "and", "wwwhatever"},
		"Was ist das? 这是 test":           {"Was", "ist", "das", "?", "这是", "test"},
	} {
		if got := tokens(t, text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestLexiconHidesInnerCues(t *testing.T) {
	for text, want := range map[string]string{
		"I agree with you":                 "agree",
		"I don't agree with you":           "disagree",
		"I couldn't agree more":            "agree",
		"that's not true":                  "notso negstate",
		"absolutely not":                   "opposite",
		"you are absolutely right":         "youright",
		"that makes no sense":              "badidea",
		"yeah right, tell me another":      "scoff",
		"fair enough but prices went up":   "concede",
		"He said nothing about the bridge": "",
	} {
		var d Doc
		d.Read(text, Default())
		ok := want == ""
		for _, m := range d.found {
			name := d.lex.names[m.group]
			if d.lex.exclusive[m.group] {
				ok = ok || strings.Contains(" "+want+" ", " "+name+" ")
			}
			if want == "disagree" && name == "agree" {
				t.Errorf("%q: the inner agreement shows", text)
			}
		}
		if !ok {
			t.Errorf("%q: no cue of %s", text, want)
		}
	}
}

func TestParseLexiconErrors(t *testing.T) {
	for _, text := range []string{"phrase before a group", "[a]\n{open", "[a]\n@nosuch x", "[side x]\na", "[side x y]\na"} {
		if _, err := parseLexicon(text); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
	x, err := parseLexicon("@be = is|are\n[a]!\nit @be {so|thus|}\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(x.words) != 5 {
		t.Errorf("words %q", x.words)
	}
}

func TestGround(t *testing.T) {
	for text, want := range map[string]Ground{
		"":                               Empty,
		"🙂 🙂!!":                          Empty,
		"@someone https://example.org":   Empty,
		"> Only what somebody said.":     Quotation,
		"???":                            Readable,
		"Lol":                            Readable,
		"Nope":                           Readable,
		"Manchester United!":             Readable,
		"Bob Loblaw, Gob Bluth, Tobias":  Readable,
		"I think that the idea is good.": Readable,
		"Ich glaube nicht, dass das so eine gute Idee ist.":                   Foreign,
		"Da stimme ich Ihnen ausnahmsweise zu.":                               Foreign,
		"Ich bin anderer Meinung als Sie":                                     Foreign,
		"Come on in, the water is fine":                                       Readable,
		"Was I wrong then? Also the other man.":                               Readable,
		"Die hard is a hit":                                                   Readable,
		"Je ne suis pas d'accord avec vous, c'est une mauvaise idée.":         Foreign,
		"No estoy de acuerdo, eso no es lo que dijo el presidente.":           Foreign,
		"Non sono d'accordo con te, la proposta è molto più seria.":           Foreign,
		"Eu não concordo com isso, ele não disse nada sobre o mercado.":       Foreign,
		"Dat is niet waar, ik heb het zelf gezien en het was heel anders.":    Foreign,
		"Jag håller inte med dig, det är en mycket bra idé för oss.":          Foreign,
		"Nie zgadzam się z tobą, to nie jest tak proste jak myślisz.":         Foreign,
		"Я с этим не согласен.":                                               Foreign,
		"私はそう思いません。":                                                          Foreign,
		"Δεν συμφωνώ μαζί σου.":                                               Foreign,
		"En ole samaa mieltä, se ei ole niin yksinkertaista kuin luulet.":     Foreign,
		"Bu doğru değil, ben de oradaydım ve çok farklı bir şey gördüm.":      Foreign,
		"That's what the German word Schadenfreude means, die Freude am Leid": Readable,
		"lol de la soul was on the radio, la la la":                           Readable,
	} {
		var d Doc
		d.Read(text, Default())
		if got := d.Ground(); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestRunsFindQuotations(t *testing.T) {
	var x Extractor
	x.Extract("The old bridge has to be torn down before winter comes.", "the old bridge has to be torn down. Really? I doubt it.", true, Context{})
	if x.pair.runStart < 5 {
		t.Errorf("opening run of %d words", x.pair.runStart)
	}
	if w := x.reply.toks[x.pair.head]; w.start < 35 {
		t.Errorf("head begins at byte %d, inside the quotation", w.start)
	}
}

func TestFeaturesRepeat(t *testing.T) {
	var x, y Extractor
	a := *x.Extract("Is it safe?", "No, you don't know what you are talking about.", true, Context{Depth: 2})
	y.Extract("something else entirely", "with other words", true, Context{})
	b := *y.Extract("Is it safe?", "No, you don't know what you are talking about.", true, Context{Depth: 2})
	if !slices.Equal(a.Index, b.Index) || !slices.Equal(a.Value, b.Value) {
		t.Error("features depend on what was read before")
	}
	for _, i := range a.Index {
		if int(i) >= NumFeatures() {
			t.Errorf("feature %d out of range", i)
		}
	}
}

func FuzzExtract(f *testing.F) {
	f.Add("The parent's words.", "> The parent's words.\nNo, you're wrong @bob! https://x.y 🙂")
	f.Add("", "")
	f.Add("\xff\xfe '' `` @@ ## http://", "/s")
	f.Add(strings.Repeat("a b c ", 40), strings.Repeat("a b c ", 40))
	f.Fuzz(func(t *testing.T, parent, text string) {
		var x Extractor
		v := x.Extract(parent, text, true, Context{Depth: 1})
		for k, i := range v.Index {
			if int(i) >= NumFeatures() || v.Value[k] != v.Value[k] {
				t.Fatalf("feature %d = %v", i, v.Value[k])
			}
		}
		for _, tk := range x.reply.toks {
			if tk.start > tk.end || int(tk.end) > len(text) {
				t.Fatalf("token [%d, %d) of %d bytes", tk.start, tk.end, len(text))
			}
		}
		r := x.Rows()
		if r.Head > len(r.Reply) {
			t.Fatal("head longer than the reply")
		}
		x.reply.Ground()
	})
}
