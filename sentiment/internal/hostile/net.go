package hostile

import (
	"errors"
	"math"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
)

// The outputs of the network.
const (
	OutScore = 0
	OutKinds = 1
	// NumOut is the number of outputs.
	NumOut = OutKinds + NumKinds
	// NumHidden is the number of hidden units.
	NumHidden = 24
)

// Net is the network that combines the dense features: one hidden layer beside
// a direct linear path. Inputs are shifted and scaled first.
type Net struct {
	Mean, Scale [NumDense]float32
	Hidden      [NumHidden][NumDense + 1]float32 // bias last
	Out         [NumOut][NumHidden + NumDense + 1]float32
	Curve       Curve
}

// Curve turns the score of the network in log-odds into that of the model: three
// straight pieces, of the slopes Low up to the first bend, Mid to the second
// and 1 above, raised by Lift. Sets that a reader takes for calm talk more
// freely than others, so high scores are sure in some and not in others; where
// they are low all agree.
type Curve struct{ Low, Mid, Bend, Second, Lift float32 }

// Straight is the curve that changes nothing.
func Straight() Curve { return Curve{Low: 1, Mid: 1} }

// At returns the log-odds that z stands for.
func (c *Curve) At(z float32) float32 {
	y := c.Low * min(z, c.Bend)
	if z > c.Bend {
		y += c.Mid * (min(z, c.Second) - c.Bend)
	}
	if z > c.Second {
		y += z - c.Second
	}
	return y + c.Lift
}

// net is a Net made ready: scaling folded into the weights, one row an input,
// so that inputs that are zero cost nothing.
type net struct {
	lo, hi [NumDense]float32
	in     [NumDense][sums]float32
	bias   [sums]float32
	out    [NumHidden][NumOut]float32
	curve  Curve
}

// forward adds up lane sums at a time, so many that they stay in registers;
// sums is what there is to add up, rounded to whole lanes.
const (
	lane = 10
	sums = (NumHidden + NumOut + lane - 1) / lane * lane
)

func (n *Net) compile() *net {
	c := &net{curve: n.Curve}
	bias := [NumHidden + NumOut]float64{}
	at := func(k, j int) float32 {
		if k < NumHidden {
			return n.Hidden[k][j]
		}
		return n.Out[k-NumHidden][NumHidden+j]
	}
	for k := range bias {
		bias[k] = float64(at(k, NumDense))
		for j := range NumDense {
			w := float64(at(k, j)) * float64(n.Scale[j])
			c.in[j][k] = float32(w)
			bias[k] -= w * float64(n.Mean[j])
		}
		c.bias[k] = float32(bias[k])
	}
	for j := range NumDense {
		if n.Scale[j] > 0 {
			c.lo[j], c.hi[j] = n.Mean[j]-clip/n.Scale[j], n.Mean[j]+clip/n.Scale[j]
		}
	}
	for o := range n.Out {
		for i, w := range n.Out[o][:NumHidden] {
			c.out[i][o] = w
		}
	}
	return c
}

// room is the next power of two above NumDense, units that above NumHidden.
const (
	room  = 128
	units = 32
)

// forward computes the outputs for inputs x as they come. It lists in at which
// of them are not 0, and returns how many.
func (n *net) forward(x []float32, out *[NumOut]float32, at *[room]uint8) int {
	var val [room]float32
	m := uint32(0)
	for j, v := range x[:NumDense] {
		at[m%room], val[m%room] = uint8(j), v
		b := math.Float32bits(v) << 1
		m += (b | -b) >> 31 // 1 where v is not 0, with no branch
	}
	for i, j := range at[:m] {
		v := val[i]
		if lo := n.lo[j]; v < lo {
			v = lo
		}
		if hi := n.hi[j]; v > hi {
			v = hi
		}
		val[i] = v
	}
	var acc [sums]float32
	for k := 0; k < sums; k += lane {
		b := (*[lane]float32)(n.bias[k:])
		a0, a1, a2, a3, a4, a5 := b[0], b[1], b[2], b[3], b[4], b[5]
		a6, a7, a8, a9 := b[6], b[7], b[8], b[9]
		for i, v := range val[:m] {
			w := (*[lane]float32)(n.in[at[i]][k:])
			a0 += w[0] * v
			a1 += w[1] * v
			a2 += w[2] * v
			a3 += w[3] * v
			a4 += w[4] * v
			a5 += w[5] * v
			a6 += w[6] * v
			a7 += w[7] * v
			a8 += w[8] * v
			a9 += w[9] * v
		}
		*(*[lane]float32)(acc[k:]) = [lane]float32{a0, a1, a2, a3, a4, a5, a6, a7, a8, a9}
	}
	// The hidden units above 0, again with no branch.
	var unit [units]uint8
	k := uint32(0)
	for i, h := range acc[:NumHidden] {
		unit[k%units] = uint8(i)
		k += 1 - math.Float32bits(h)>>31
	}
	o0, o1, o2 := acc[NumHidden], acc[NumHidden+1], acc[NumHidden+2]
	o3, o4, o5 := acc[NumHidden+3], acc[NumHidden+4], acc[NumHidden+5]
	for _, i := range unit[:k] {
		w, h := &n.out[i], acc[i]
		o0 += w[0] * h
		o1 += w[1] * h
		o2 += w[2] * h
		o3 += w[3] * h
		o4 += w[4] * h
		o5 += w[5] * h
	}
	*out = [NumOut]float32{o0, o1, o2, o3, o4, o5}
	return int(m)
}

// inputs are clipped to this many standard deviations.
const clip = 6

// Encode returns the network as a section.
func (n *Net) Encode() []byte {
	b := modelfile.AppendFloat32s(nil, n.Mean[:])
	b = modelfile.AppendFloat32s(b, n.Scale[:])
	for i := range n.Hidden {
		b = modelfile.AppendFloat32s(b, n.Hidden[i][:])
	}
	for i := range n.Out {
		b = modelfile.AppendFloat32s(b, n.Out[i][:])
	}
	c := &n.Curve
	return modelfile.AppendFloat32s(b, []float32{c.Low, c.Mid, c.Bend, c.Second, c.Lift})
}

func decodeNet(data string) (*net, error) {
	v := modelfile.Float32s(data)
	n := new(Net)
	if data == "" {
		return n.compile(), nil
	}
	if len(v) != 2*NumDense+NumHidden*(NumDense+1)+NumOut*(NumHidden+NumDense+1)+5 {
		return nil, errors.New("network of another shape")
	}
	if err := finite(v); err != nil {
		return nil, err
	}
	take := func(dst []float32) { v = v[copy(dst, v):] }
	take(n.Mean[:])
	take(n.Scale[:])
	for i := range n.Hidden {
		take(n.Hidden[i][:])
	}
	for i := range n.Out {
		take(n.Out[i][:])
	}
	n.Curve = Curve{v[0], v[1], v[2], v[3], v[4]}
	if c := &n.Curve; c.Low <= 0 || c.Mid <= 0 || c.Bend > c.Second {
		return nil, errors.New("curve that falls")
	}
	return n.compile(), nil
}

// Normalise shifts, scales and clips x in place.
func (n *Net) Normalise(x []float32) {
	for i := range x {
		x[i] = min(max((x[i]-n.Mean[i])*n.Scale[i], -clip), clip)
	}
}

// Forward computes the outputs for normalised inputs x; hidden receives the
// values of the hidden units.
func (n *Net) Forward(x []float32, hidden *[NumHidden]float32, out *[NumOut]float32) {
	x = x[:NumDense]
	for i := range hidden {
		w := &n.Hidden[i]
		z := w[NumDense]
		for j, v := range x {
			z += w[j] * v
		}
		hidden[i] = max(z, 0)
	}
	for o := range out {
		w := &n.Out[o]
		z := w[NumHidden+NumDense]
		for i, h := range hidden {
			z += w[i] * h
		}
		for j, v := range x {
			z += w[NumHidden+j] * v
		}
		out[o] = z
	}
}
