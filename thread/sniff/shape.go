package sniff

// shape is what the beginning of a JSON document or of JSON lines shows: the
// paths of its keys, "[]" for the elements of an array.
type shape struct {
	top    byte // '{' or '['
	paths  map[string]bool
	values int // complete values at the top level
	bad    bool
	// longText tells that some "text" of a top-level object is long or has
	// several lines.
	longText bool
}

const (
	maxShapeDepth = 6
	maxPaths      = 4096
)

// shapeOf scans a prefix of JSON without recursion; it may end anywhere.
func shapeOf(b []byte) shape {
	s := shape{paths: make(map[string]bool)}
	type level struct {
		array bool
		at    int // length of path outside the level
	}
	var stack []level
	var path []byte
	depth := 0
	key, wantKey := "", false
	for i := 0; i < len(b); {
		c := b[i]
		switch {
		case c == ' ' || c == '\n' || c == '\r' || c == '\t':
			i++
		case c == '{' || c == '[':
			if depth == 0 {
				if s.values == 0 {
					s.top = c
				}
				path, stack = path[:0], stack[:0]
			}
			depth++
			if depth <= maxShapeDepth {
				stack = append(stack, level{c == '[', len(path)})
				if key != "" {
					path = append(append(path, '.'), key...)
				}
				if c == '[' {
					path = append(path, "[]"...)
				}
			}
			key, wantKey = "", c == '{' && depth <= maxShapeDepth
			i++
		case c == '}' || c == ']':
			if depth == 0 {
				s.bad = true
				return s
			}
			if depth <= maxShapeDepth && len(stack) > 0 {
				path = path[:stack[len(stack)-1].at]
				stack = stack[:len(stack)-1]
			}
			depth--
			if depth == 0 {
				s.values++
			}
			key, wantKey = "", false
			i++
		case c == ',':
			wantKey = depth > 0 && depth <= maxShapeDepth && len(stack) > 0 && !stack[len(stack)-1].array
			key = ""
			i++
		case c == ':':
			i++
		case c == '"':
			j := i + 1
			for j < len(b) && b[j] != '"' {
				if b[j] == '\\' {
					j++
				}
				j++
			}
			if j >= len(b) {
				if !wantKey && depth == 1 && key == "text" && j-i > 400 {
					s.longText = true
				}
				return s
			}
			str := b[i+1 : j]
			if wantKey && depth <= maxShapeDepth {
				key = string(str)
				wantKey = false
				if len(s.paths) < maxPaths && len(key) < 64 {
					s.paths[string(path)+"."+key] = true
				}
			} else if depth == 1 && key == "text" && (len(str) > 400 || contains(str, `\n`)) {
				s.longText = true
			} else if len(s.paths) < maxPaths && len(str) < 48 && depth <= maxShapeDepth && (key == "kind" || key == "@type" || key == "type" || key == "@context") {
				s.paths[string(path)+"."+key+"="+string(str)] = true
			}
			i = j + 1
		default:
			if depth == 0 {
				s.bad = s.bad || s.values == 0 || c != ','
				return s
			}
			for i < len(b) && b[i] != ',' && b[i] != '}' && b[i] != ']' && b[i] > ' ' {
				i++
			}
			if i < len(b) && b[i] <= ' ' {
				i++
			}
		}
	}
	return s
}

func contains(b []byte, s string) bool {
	for i := 0; i+len(s) <= len(b); i++ {
		if string(b[i:i+len(s)]) == s {
			return true
		}
	}
	return false
}

// has tells whether a path, or the same below an array or further down, is
// there.
func (s *shape) has(paths ...string) bool {
	for _, p := range paths {
		if !s.paths[p] {
			return false
		}
	}
	return true
}

// any tells whether one of the paths is there.
func (s *shape) any(paths ...string) bool {
	for _, p := range paths {
		if s.paths[p] {
			return true
		}
	}
	return false
}
