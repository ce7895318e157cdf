package modelfile

import (
	"encoding/binary"
	"math"
)

// Float32s returns data as little-endian float32 values, nil where the length
// is not a multiple of 4.
func Float32s(data string) []float32 {
	if len(data)%4 != 0 {
		return nil
	}
	v := make([]float32, len(data)/4)
	for i := range v {
		v[i] = math.Float32frombits(u32(data[4*i:]))
	}
	return v
}

// Finite reports whether all of v are numbers.
func Finite(v []float32) bool {
	for _, x := range v {
		if x != x || x > math.MaxFloat32 || x < -math.MaxFloat32 {
			return false
		}
	}
	return true
}

// AppendFloat32s appends v as little-endian bytes.
func AppendFloat32s(dst []byte, v []float32) []byte {
	for _, x := range v {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(x))
	}
	return dst
}

// Uint32s returns data as little-endian uint32 values, nil where the length is
// not a multiple of 4.
func Uint32s(data string) []uint32 {
	if len(data)%4 != 0 {
		return nil
	}
	v := make([]uint32, len(data)/4)
	for i := range v {
		v[i] = u32(data[4*i:])
	}
	return v
}

// AppendUint32s appends v as little-endian bytes.
func AppendUint32s(dst []byte, v []uint32) []byte {
	for _, x := range v {
		dst = binary.LittleEndian.AppendUint32(dst, x)
	}
	return dst
}

// AppendInt8s appends v as bytes. A reader indexes the section itself:
// int8(section[i]) costs no copy.
func AppendInt8s(dst []byte, v []int8) []byte {
	for _, x := range v {
		dst = append(dst, byte(x))
	}
	return dst
}

// AppendAscending appends v, which must ascend, as variable-length differences.
func AppendAscending(dst []byte, v []uint32) []byte {
	var last uint32
	for _, x := range v {
		dst = binary.AppendUvarint(dst, uint64(x-last))
		last = x
	}
	return dst
}

// Ascending reads what AppendAscending wrote, nil where data is damaged.
func Ascending(data string) []uint32 {
	var v []uint32
	var last, x uint32
	var shift uint
	for i := 0; i < len(data); i++ {
		b := data[i]
		x |= uint32(b&0x7f) << shift
		if b < 0x80 {
			last += x
			v = append(v, last)
			x, shift = 0, 0
			continue
		}
		if shift += 7; shift > 28 {
			return nil
		}
	}
	if shift != 0 {
		return nil
	}
	return v
}
