package sentiment

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// ErrPerspective is the error of [ParsePerspective] for what is no response
// with scores, for errors.Is.
var ErrPerspective = errors.New("no response of the Perspective API")

// perspectiveAliases maps attributes, in small letters, to kinds; -1 stands for
// the score itself. Beside the API's production attributes it knows the labels
// of the Jigsaw data, which Detoxify and others output.
var perspectiveAliases = map[string]int{
	"toxicity": -1, "toxic": -1,
	"severe_toxicity": int(SevereToxicity), "severe_toxic": int(SevereToxicity),
	"identity_attack": int(IdentityAttack), "identity_hate": int(IdentityAttack),
	"insult":    int(Insult),
	"profanity": int(Profanity), "obscene": int(Profanity),
	"threat": int(Threat),
}

// KindAlias returns the kind that goes by name in other tools: the attributes of
// the Perspective API, with or without _EXPERIMENTAL or a version such as @6 at
// the end, and the labels of the Jigsaw data. Case does not matter. score is set
// for the names of toxicity as such, which is [Hostility.Score]; ok is false for
// names without a counterpart here, such as SEXUALLY_EXPLICIT, FLIRTATION, SPAM
// or ATTACK_ON_AUTHOR.
func KindAlias(name string) (kind Kind, score, ok bool) {
	name, _, _ = strings.Cut(strings.ToLower(name), "@")
	k, ok := perspectiveAliases[strings.TrimSuffix(name, "_experimental")]
	return Kind(max(k, 0)), ok && k < 0, ok
}

// ParsePerspective reads the scores out of data, one AnalyzeComment response of
// the Perspective API, or an object that holds one under "response". Scores that
// were bought before the service ended can so be used like those of a [Model],
// and be compared with them.
//
// Attributes are mapped by [KindAlias] and the others passed over; a kind that
// was not asked for is NaN, and where TOXICITY was not, Scored is false and the
// score NaN. The label follows from the same thresholds as that of a Model,
// though the two were not calibrated on the same data; target, spans and stance
// are left empty. Where an attribute is given twice, the production name wins
// over its other names, and those over the experimental ones; of two such the
// higher score is taken. The error is an [ErrPerspective], or a JSON error.
// Time is linear in the length of data.
func ParsePerspective(data []byte) (Scores, error) {
	type response struct {
		Attributes map[string]struct {
			Summary *struct {
				Value *float64 `json:"value"`
			} `json:"summaryScore"`
		} `json:"attributeScores"`
	}
	var in struct {
		response
		Response *response `json:"response"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return Scores{}, fmt.Errorf("%w: %w", ErrPerspective, err)
	}
	scores := in.Attributes
	if scores == nil && in.Response != nil {
		scores = in.Response.Attributes
	}
	if scores == nil {
		return Scores{}, fmt.Errorf("%w: no attributeScores", ErrPerspective)
	}
	out := Scores{Hostility: Hostility{Score: float32(nan), InContext: float32(nan)}}
	h := &out.Hostility
	var taken [NumKinds + 1]rank
	for k := range h.Kinds {
		h.Kinds[k] = float32(nan)
	}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		a := scores[name]
		kind, score, ok := KindAlias(name)
		if !ok || a.Summary == nil || a.Summary.Value == nil {
			continue
		}
		p := *a.Summary.Value
		if !(p >= 0 && p <= 1) {
			return Scores{}, fmt.Errorf("%w: %s is %g, not within 0 and 1", ErrPerspective, name, p)
		}
		at, dst, official := int(kind), &h.Kinds[kind], kind.Perspective()
		if score {
			at, dst, official = NumKinds, &h.Score, "TOXICITY"
		}
		r := otherName
		switch {
		case name == official:
			r = production
		case strings.Contains(name, "@") || strings.HasSuffix(strings.ToUpper(name), "_EXPERIMENTAL"):
			r = experimental
		}
		if r > taken[at] || r == taken[at] && float32(p) > *dst {
			*dst, taken[at] = float32(p), r
		}
	}
	h.InContext = h.Score
	if out.Scored = !math.IsNaN(float64(h.Score)); out.Scored {
		h.Label = HostilityLabelOf(h.Score, h.Kinds[SevereToxicity])
	}
	return out, nil
}

// rank orders the names of one attribute: the higher wins.
type rank uint8

const (
	absent rank = iota
	experimental
	otherName
	production
)
