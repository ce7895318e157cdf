package sentiment

import (
	"math"

	"github.com/seed-100d3eb7/rejoinder/internal/enum"
)

var nan = math.NaN()

var (
	kindNames        = [...]string{"severe_toxicity", "identity_attack", "insult", "profanity", "threat"}
	labelNames       = [...]string{"none", "mild", "hostile", "severe"}
	targetNames      = [...]string{"none", "parent-author", "participant", "public-figure", "group"}
	parentLabelNames = [...]string{"unsure", "agree", "disagree", "neutral", "query"}
	targetLabelNames = [...]string{"unsure", "favor", "against", "none"}
	perspectiveNames = [...]string{"SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT"}
)

func (k Kind) String() string            { return enum.Name(kindNames[:], int(k), "Kind") }
func (l HostilityLabel) String() string  { return enum.Name(labelNames[:], int(l), "HostilityLabel") }
func (t HostilityTarget) String() string { return enum.Name(targetNames[:], int(t), "HostilityTarget") }
func (l ParentLabel) String() string     { return enum.Name(parentLabelNames[:], int(l), "ParentLabel") }
func (l TargetLabel) String() string     { return enum.Name(targetLabelNames[:], int(l), "TargetLabel") }

// Perspective returns the name of the Perspective API attribute that k stands
// for. TOXICITY itself is [Hostility.Score].
func (k Kind) Perspective() string { return enum.Name(perspectiveNames[:], int(k), "Kind") }

// MarshalText returns the name that String gives.
func (k Kind) MarshalText() ([]byte, error) { return enum.Marshal(kindNames[:], int(k), "Kind") }

// MarshalText returns the name that String gives.
func (l HostilityLabel) MarshalText() ([]byte, error) {
	return enum.Marshal(labelNames[:], int(l), "HostilityLabel")
}

// MarshalText returns the name that String gives.
func (t HostilityTarget) MarshalText() ([]byte, error) {
	return enum.Marshal(targetNames[:], int(t), "HostilityTarget")
}

// MarshalText returns the name that String gives.
func (l ParentLabel) MarshalText() ([]byte, error) {
	return enum.Marshal(parentLabelNames[:], int(l), "ParentLabel")
}

// MarshalText returns the name that String gives.
func (l TargetLabel) MarshalText() ([]byte, error) {
	return enum.Marshal(targetLabelNames[:], int(l), "TargetLabel")
}

// UnmarshalText accepts the names that String gives.
func (k *Kind) UnmarshalText(b []byte) error { return enum.Unmarshal(k, kindNames[:], b, "Kind") }

// UnmarshalText accepts the names that String gives.
func (l *HostilityLabel) UnmarshalText(b []byte) error {
	return enum.Unmarshal(l, labelNames[:], b, "HostilityLabel")
}

// UnmarshalText accepts the names that String gives.
func (t *HostilityTarget) UnmarshalText(b []byte) error {
	return enum.Unmarshal(t, targetNames[:], b, "HostilityTarget")
}

// UnmarshalText accepts the names that String gives.
func (l *ParentLabel) UnmarshalText(b []byte) error {
	return enum.Unmarshal(l, parentLabelNames[:], b, "ParentLabel")
}

// UnmarshalText accepts the names that String gives.
func (l *TargetLabel) UnmarshalText(b []byte) error {
	return enum.Unmarshal(l, targetLabelNames[:], b, "TargetLabel")
}
