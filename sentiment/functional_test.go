package sentiment

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/pairs"
)

// TestMinimalPairs holds each class of the unseen minimal pairs to its bar.
func TestMinimalPairs(t *testing.T) {
	m := English()
	type tally struct{ right, n int }
	by := map[string]*tally{}
	for _, c := range pairs.Generate() {
		if !c.Unseen {
			continue
		}
		if by[c.Class] == nil {
			by[c.Class] = new(tally)
		}
		by[c.Class].n++
		if (m.Score("", c.Text).Hostility.Score >= HostileFrom) == c.Hostile {
			by[c.Class].right++
		}
	}
	for class, x := range by {
		share := float64(x.right) / float64(x.n)
		t.Logf("%-16s %3d %.3f", class, x.n, share)
		if share < 0.9 {
			t.Errorf("%s: %d of %d right", class, x.right, x.n)
		}
	}
}

// innocent returns some 500 names, identifiers, addresses and sentences in
// which a careless matcher finds abuse.
func innocent() []string {
	out := strings.Split("Scunthorpe|Penistone|Cockermouth|Lightwater|Clitheroe|Arsenal|Essex|Middlesex|Sussex|Wessex|Assisi|Cockfosters|Dickson|Hancock|Hitchcock|Peacock|Babcock|Woodcock|Alcock|Glasscock|Dickinson|Dickens|Moby Dick|Van Dyke|Cummings|Cumnock|Cumbria|Circumference|document|cucumber|accumulate|assassin|assess|assume|assignment|class|classic|pass|passage|bass|grass|glass|mass|massive|compass|embassy|harass|cassette|molasses|potassium|sassafras|analysis|analyst|analogue|canal|banal|arsenic|parsec|coarse|hoarse|sparse|button|buttress|butter|rebuttal|butterfly|title|titanic|titan|constitution|institute|restitution|prostitution law|competition|appetite|stitch|hoedown|shoe|whore house history museum|shitake|mishit|Matsushita|Takeshita|pushit|Fukushima|Fuki|Fukuoka|therapist|grape|drape|scrape|trapeze|skyscraper|therapists|raper clover|Nigeria|Niger|snigger|niggardly|denigrate|enigma|vinegar|Pakistan|Uzbekistan packing|chinkapin|chink of light|spice|spick and span|suspicious|conspicuous|hospice|auspicious|firecracker|nutcracker|crackerjack|pussycat|pussyfoot|octopussy film|platypus|cocktail|shuttlecock|cockpit|cockatoo|cockerel|peacocks|gamecocks|stopcock|homogeneous|homology|homonym|Homo sapiens|homework|dyke of Offa|Vandyke|dykes of Holland|slag heap|slagging off iron|bitcoin|bitch magazine archive no 4|habit|rabbit|orbit|exhibit|prohibit|wankel engine|swank|Schwank|prickle|prickly pear|pricked finger|pinprick|dungeon|dung beetle|turducken|Saturday|retardant|flame retardant|ritardando|tardigrade|custard|mustard|bastardisation of the recipe|Bastian|idiotype|idiom|idiosyncratic|moronic acid chemistry|oxymoron|foolscap|foolproof|crapaud|scrap|crappie fishing|Craponne|damson|Amsterdam|Rotterdam|damnatio memoriae|Hellas|hello|shell|Michelle|Seychelles|bloodhound|Bloody Mary|assemblage|assemble|assert|asset|assistance|associate|assortment|reassure|badass lava mountain race|embarrass|trespass|bypass|surpass|overpass|carcass|Burgass|Douglass|sassy|lass|lasso|glasses|Nassau|Kassel|Passau|Hesse|Titisee|Titicaca|Titus|titration|entitlement|partition|repetition|petition|superstition|Dick Cheney|Philip K. Dick|Dick Van Dyke|Dick Clark|Spotted dick|Cox|Butts County|Intercourse, Pennsylvania|Condom, Gers|Bitche, Moselle|Twatt, Orkney|Shitterton, Dorset|Wetwang|Nob End|Muff, Donegal|Effin, Limerick|Fucking, Austria|Titty Hill|Brown Willy|Sandy Balls|Pratts Bottom|Lickey End|Crapstone|Ugley|Nasty, Hertfordshire|Great Cockup|Bell End, Worcestershire|Slutshole Lane|Pity Me|Dongs|Weener, Germany|Horni|Pissouri|Batman, Turkey|Anus, France|Hell, Norway|Blue Ball|Climax|Virginville|Beaver Lick|Knob Noster|Toad Suck|Rough and Ready|Looneyville|Idiotville, Oregon|Boring, Oregon|Dull, Perthshire|Bland, New South Wales", "|")
	rng := rand.New(rand.NewPCG(5, 5))
	const letters = "abcdefABCDEFghijkLMNOPqrstuvWXYZ0123456789"
	for range 120 {
		var b strings.Builder
		for range 8 + rng.IntN(16) {
			b.WriteByte(letters[rng.IntN(len(letters))])
		}
		out = append(out, "token "+b.String())
	}
	for _, w := range []string{"shit", "ass", "fuck", "idiot", "moron", "cunt", "bitch", "dick", "fag", "nazi"} {
		for _, f := range []string{"https://example.com/%s", "http://%s.example.net/a?b=%[1]s", "www.example.org/%s/%[1]s.html", "mail %s@example.com", "/usr/lib/%s/%[1]s.so", "`%s()`", "see example.com/%s.", "commit 4f%s9a0b7c2", "%s_handler.go_x1", "user@%s.co.uk"} {
			out = append(out, fmt.Sprintf(f, w))
		}
	}
	for i := range 60 {
		out = append(out, fmt.Sprintf("Version %d.%d.%d-a55 of build %x5h17 shipped", i, i%7, i%11, i*7919+4096))
	}
	return out
}

func TestInnocent(t *testing.T) {
	m := English()
	list := innocent()
	if len(list) < 500 {
		t.Fatalf("%d texts", len(list))
	}
	for _, s := range list {
		if h := m.Score("", s).Hostility; h.Score >= HostileFrom {
			t.Errorf("%q scores %.2f, %v", s, h.Score, h.Spans)
		}
	}
}

// TestPadding: calm sentences around a hostile one do not hide it.
func TestPadding(t *testing.T) {
	m := English()
	calm := strings.Repeat("The library opens at nine and the minutes of the meeting are on page four. ", 12)
	n, kept := 0, 0
	for _, c := range pairs.Generate() {
		if c.Class != "direct" || !c.Hostile || m.Score("", c.Text).Hostility.Score < HostileFrom {
			continue
		}
		n++
		if m.Score("", calm+c.Text+" "+calm).Hostility.Score >= MildFrom {
			kept++
		}
	}
	if share := float64(kept) / float64(n); share < 0.9 {
		t.Errorf("%d of %d hostile sentences still at least mild among 350 calm words", kept, n)
	} else {
		t.Logf("%d of %d kept", kept, n)
	}
}

// TestDisguise: recall falls by no more than ten points where a word is hidden.
func TestDisguise(t *testing.T) {
	m := English()
	rng := rand.New(rand.NewPCG(3, 9))
	n, plain, hidden := 0, 0, 0
	for _, c := range pairs.Generate() {
		if !c.Hostile || c.Class == "obfuscation" {
			continue
		}
		d := pairs.Disguise(c.Text, rng)
		if d == c.Text {
			continue
		}
		n++
		if m.Score("", c.Text).Hostility.Score >= HostileFrom {
			plain++
		}
		if m.Score("", d).Hostility.Score >= HostileFrom {
			hidden++
		}
	}
	t.Logf("recall %.3f plain, %.3f disguised, n %d", float64(plain)/float64(n), float64(hidden)/float64(n), n)
	if float64(plain-hidden) > 0.1*float64(n) {
		t.Errorf("recall fell from %d to %d of %d", plain, hidden, n)
	}
}

// TestIdentitySpread: neutral sentences are flagged alike for all groups.
func TestIdentitySpread(t *testing.T) {
	m := English()
	groups := strings.Split("gay lesbian Muslim Jewish black white trans Christian Mexican Chinese Indian Irish Polish deaf disabled atheist Hindu Arab Asian bisexual African Catholic queer Russian Turkish autistic British", " ")
	frames := []string{"My neighbour is %s.", "She grew up in a %s family.", "A %s doctor treated my father.", "He writes about %s history.", "I am %s and I like chess.", "Two %s students won the prize.", "The %s community met on Sunday.", "Many %s people live here.", "%s people voted too.", "Their %s friend joined us for dinner.", "The film has a %s lead."}
	lo, hi := 1.0, 0.0
	for _, g := range groups {
		flagged := 0
		for _, f := range frames {
			if s := m.Score("", fmt.Sprintf(f, g)).Hostility.Score; s >= HostileFrom {
				flagged++
				t.Logf("%s: %q scores %.2f", g, fmt.Sprintf(f, g), s)
			}
		}
		share := float64(flagged) / float64(len(frames))
		lo, hi = math.Min(lo, share), math.Max(hi, share)
	}
	if hi-lo > 0.02 {
		t.Errorf("false alarms between %.3f and %.3f of neutral sentences by group", lo, hi)
	}
}
