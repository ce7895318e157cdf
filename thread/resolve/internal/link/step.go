package link

import "math/bits"

// Features are steps from 0 to MaxStep, rising with what they measure: a byte is
// enough for what trees ask, and eight are compared at once.

// MaxStep is the highest step of a feature.
const MaxStep = 127

// Vector holds the features of one pair.
type Vector [NumFeatures]uint8

// step returns x in steps of which unit make 1, not below 0.
func step(x, unit float32) uint8 { return uint8(min(max(int32(x*unit), 0), MaxStep)) }

// few returns a small number as it is.
func few[T int | int16 | int32 | float32](n T, most T) uint8 { return uint8(min(n, most)) }

// logStep returns the logarithm of n and 1 in steps of which 20 make 1.
func logStep(n int) uint8 { return logSteps[min(n, len(logSteps)-1)] }

var logSteps = func() (t [512]uint8) {
	for n := range t {
		t[n] = step(logn(n), 20)
	}
	return
}()

// Steps of three answers.
const (
	isNot = iota
	isUnknown
	isSo
)

// same tells whether two people are known to be one.
func same(a, b int32) uint8 {
	switch {
	case a < 0 || b < 0:
		return isUnknown
	case a == b:
		return isSo
	}
	return isNot
}

// Steps of a time between two comments.
const (
	gapBack    = iota // the answer is the older
	gapUnknown        // a time is
	gapNone
)

// gap returns the logarithm of the time between two comments, in four steps an
// octave from about four seconds up.
func (d *Doc) gap(i, j int32) uint8 {
	if j < 0 || d.Items[i].Time == 0 || d.Items[j].Time == 0 {
		return gapUnknown
	}
	s := d.Items[i].Time - d.Items[j].Time
	if s < 0 {
		return gapBack
	}
	x := uint64(s) + 4
	octave := bits.Len64(x) - 3
	return uint8(min(gapNone+4*octave+int(x>>octave&3), MaxStep))
}

// wayStep returns how far, in comments of the run, forward or back from the
// middle.
func wayStep(n int32) uint8 {
	if n < 0 {
		return uint8(max(middle-4-int(logStep(int(-n)))/2, 0))
	}
	return uint8(min(middle+4+int(logStep(int(n)))/2, MaxStep))
}

const middle = 64
