package reddit

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
)

// field is the extent of a value in record.src: of a string without its
// quotes, of a number. It holds no pointers, so that filling and clearing
// records costs the garbage collector nothing.
type field struct {
	from, to int32
	kind     jsontree.Kind
	odd      bool // a string with escapes
}

const (
	fID = iota
	fName
	fAuthor
	fAuthorID
	fBody
	fCreated
	fRetrieved
	fRetrieved2
	fLink
	fParent
	fPermalink
	fTitle
	fSelftext
	fScore
	fEdited
	fCollapsed
	fRemoved
	fSpam
	fRemovedBy
	fDepth
	fMeta
	fMetaRetrieved
	fMetaDeleted
	fMetaInitially
	fMetaRemoval
	fields
)

type record struct {
	src  []byte
	f    [fields]field
	like *pattern // what the lines before looked like; nil: not looked at
}

func (r *record) reset() { r.src, r.f = nil, [fields]field{} }

func (r *record) raw(which int) []byte { return r.src[r.f[which].from:r.f[which].to] }

// known returns the field for a key of an object: of _meta where meta is set.
func known(key []byte, meta bool) int {
	if meta {
		switch string(key) {
		case "retrieved_2nd_on":
			return fMetaRetrieved
		case "was_deleted_later":
			return fMetaDeleted
		case "was_initially_deleted":
			return fMetaInitially
		case "removal_type":
			return fMetaRemoval
		}
		return -1
	}
	switch string(key) {
	case "id":
		return fID
	case "name":
		return fName
	case "author":
		return fAuthor
	case "author_fullname":
		return fAuthorID
	case "body":
		return fBody
	case "created_utc":
		return fCreated
	case "retrieved_on":
		return fRetrieved
	case "retrieved_utc":
		return fRetrieved2
	case "link_id":
		return fLink
	case "parent_id":
		return fParent
	case "permalink":
		return fPermalink
	case "title":
		return fTitle
	case "selftext":
		return fSelftext
	case "score":
		return fScore
	case "edited":
		return fEdited
	case "collapsed":
		return fCollapsed
	case "removed":
		return fRemoved
	case "spam":
		return fSpam
	case "removed_by_category":
		return fRemovedBy
	case "depth":
		return fDepth
	case "_meta":
		return fMeta
	}
	return -1
}

// scan reads one line that holds one object in plain JSON. It returns false,
// with r in no particular state, for all that is odd: what is not JSON, keys
// with escapes, bytes that are not UTF-8, nesting beyond 64, a listing. The
// line then goes to package jsontree.
func (r *record) scan(s []byte) bool {
	r.src = s
	if r.like != nil {
		r.like.begin()
	}
	i := skipSpace(s, 0)
	if i >= len(s) || s[i] != '{' {
		return false
	}
	i, ok := r.members(s, i+1, false)
	return ok && skipSpace(s, i) == len(s)
}

// members reads the members of an object up to its end, s[i-1] being the
// brace. It calls itself once at most, for _meta.
func (r *record) members(s []byte, i int, meta bool) (int, bool) {
	i = skipSpace(s, i)
	if i < len(s) && s[i] == '}' {
		return i + 1, true
	}
	for {
		from, at, which := i, 0, -1
		if r.like != nil && !meta && !r.like.learn {
			n := r.like.same(s, i)
			if n > 0 && n < len(s) {
				// Names, values and commas are as before.
				i = n
				if s[i] <= ' ' {
					i = skipSpace(s, i)
				}
			}
			if which, at = r.like.expect(s, i); at > 0 {
				i = at
			}
		}
		if at == 0 {
			if i >= len(s) || s[i] != '"' {
				return 0, false
			}
			end, odd := scanString(s, i+1)
			if end < 0 || odd {
				return 0, false
			}
			key := s[i+1 : end]
			if len(key) == 4 && (string(key) == "kind" || string(key) == "data") {
				return 0, false
			}
			i = end + 1
			if i < len(s) && s[i] != ':' {
				i = skipSpace(s, i)
			}
			if i >= len(s) || s[i] != ':' {
				return 0, false
			}
			i++
			at = i
			which = known(key, meta)
		}
		if i < len(s) && s[i] <= ' ' {
			i = skipSpace(s, i)
		}
		if i >= len(s) {
			return 0, false
		}
		if which == fMeta {
			clear(r.f[fMetaRetrieved : fMetaRemoval+1])
		}
		switch c := s[i]; {
		case c == '"':
			end, odd := scanString(s, i+1)
			if end < 0 {
				return 0, false
			}
			if which >= 0 {
				r.f[which] = field{int32(i + 1), int32(end), jsontree.String, odd}
			}
			i = end + 1
		case c == '{' && which == fMeta:
			r.f[fMeta] = field{kind: jsontree.Object}
			var ok bool
			if i, ok = r.members(s, i+1, true); !ok {
				return 0, false
			}
		case c == '{' || c == '[':
			var ok bool
			if i, ok = skipNested(s, i); !ok {
				return 0, false
			}
			if which >= 0 {
				r.f[which] = field{kind: jsontree.Object}
			}
		default:
			end, kind := scanScalar(s, i)
			if kind == jsontree.Missing {
				return 0, false
			}
			if which >= 0 {
				r.f[which] = field{int32(i), int32(end), kind, false}
			}
			i = end
		}
		if i < len(s) && s[i] <= ' ' {
			i = skipSpace(s, i)
		}
		if i >= len(s) {
			return 0, false
		}
		if r.like != nil && r.like.learn && !meta && s[i] == ',' {
			r.like.take(s, from, at, i+1, which)
		}
		if s[i] == '}' {
			return i + 1, true
		}
		if s[i] != ',' {
			return 0, false
		}
		i++
		if i < len(s) && s[i] <= ' ' {
			i = skipSpace(s, i)
		}
	}
}

func skipSpace(s []byte, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n') {
		i++
	}
	return i
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// scanString returns the index of the quote that ends the string whose text
// begins at i, and whether it has escapes. It returns -1 for a string that
// encoding/json would refuse or change.
func scanString(s []byte, i int) (end int, odd bool) {
	start := i
	high := false
	for {
		// Eight bytes at a time: look for quotes, backslashes, control
		// characters; remember whether any byte is above 0x7F.
		for i+8 <= len(s) {
			x := binary.LittleEndian.Uint64(s[i:])
			q := x ^ ('"' * ones)
			b := x ^ ('\\' * ones)
			stop := ((q-ones)&^q | (b-ones)&^b | (x-0x20*ones)&^x) & highs
			if stop != 0 {
				k := bits.TrailingZeros64(stop) &^ 7
				if x&highs&(1<<k-1) != 0 {
					high = true
				}
				i += k >> 3
				goto found
			}
			if x&highs != 0 {
				high = true
			}
			i += 8
		}
		for ; i < len(s); i++ {
			if c := s[i]; c == '"' || c == '\\' || c < ' ' {
				goto found
			} else if c >= 0x80 {
				high = true
			}
		}
		return -1, false
	found:
		switch s[i] {
		case '"':
			if high && !utf8.Valid(s[start:i]) {
				return -1, false
			}
			return i, odd
		case '\\':
			odd = true
			if i+1 >= len(s) {
				return -1, false
			}
			switch s[i+1] {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
				i += 2
			case 'u':
				if i+6 > len(s) || !isHex(s[i+2]) || !isHex(s[i+3]) || !isHex(s[i+4]) || !isHex(s[i+5]) {
					return -1, false
				}
				i += 6
			default:
				return -1, false
			}
		default:
			return -1, false
		}
	}
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// scanScalar reads a number, true, false or null; kind is Missing for others.
func scanScalar(s []byte, i int) (end int, kind jsontree.Kind) {
	switch c := s[i]; {
	case c == 'n' && i+4 <= len(s) && string(s[i:i+4]) == "null":
		return i + 4, jsontree.Null
	case c == 't' && i+4 <= len(s) && string(s[i:i+4]) == "true":
		return i + 4, jsontree.True
	case c == 'f' && i+5 <= len(s) && string(s[i:i+5]) == "false":
		return i + 5, jsontree.False
	case c == '-' || c >= '0' && c <= '9':
		if end := scanNumber(s, i); end > 0 {
			return end, jsontree.Number
		}
	}
	return 0, jsontree.Missing
}

func scanNumber(s []byte, i int) int {
	if s[i] == '-' {
		i++
	}
	if i >= len(s) {
		return 0
	}
	if s[i] == '0' {
		i++
	} else {
		from := i
		if i = skipDigits(s, i); i == from {
			return 0
		}
	}
	if i < len(s) && s[i] == '.' {
		from := i + 1
		if i = skipDigits(s, from); i == from {
			return 0
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		from := i
		if i = skipDigits(s, i); i == from {
			return 0
		}
	}
	return i
}

func skipDigits(s []byte, i int) int {
	for i < len(s) && s[i]-'0' < 10 {
		i++
	}
	return i
}

// skipNested checks the object or array at i and returns the index after it.
func skipNested(s []byte, i int) (int, bool) {
	var objects uint64 // bit d: the container at depth d is an object
	depth := 0
	for {
		// A value, or the end of an empty container.
		i = skipSpace(s, i)
		if i >= len(s) {
			return 0, false
		}
		switch c := s[i]; c {
		case '{', '[':
			if depth == 64 {
				return 0, false
			}
			objects &^= 1 << depth
			if c == '{' {
				objects |= 1 << depth
			}
			depth++
			i = skipSpace(s, i+1)
			if i < len(s) && (s[i] == '}' && c == '{' || s[i] == ']' && c == '[') {
				i++
				depth--
				break
			}
			if c == '{' {
				var ok bool
				if i, ok = skipKey(s, i); !ok {
					return 0, false
				}
			}
			continue
		case '"':
			end, _ := scanString(s, i+1)
			if end < 0 {
				return 0, false
			}
			i = end + 1
		default:
			end, kind := scanScalar(s, i)
			if kind == jsontree.Missing {
				return 0, false
			}
			i = end
		}
		for {
			if depth == 0 {
				return i, true
			}
			i = skipSpace(s, i)
			if i >= len(s) {
				return 0, false
			}
			object := objects>>(depth-1)&1 == 1
			if s[i] == '}' && object || s[i] == ']' && !object {
				i++
				depth--
				continue
			}
			if s[i] != ',' {
				return 0, false
			}
			i = skipSpace(s, i+1)
			if object {
				var ok bool
				if i, ok = skipKey(s, i); !ok {
					return 0, false
				}
			}
			break
		}
	}
}

func skipKey(s []byte, i int) (int, bool) {
	if i >= len(s) || s[i] != '"' {
		return 0, false
	}
	end, _ := scanString(s, i+1)
	if end < 0 {
		return 0, false
	}
	i = skipSpace(s, end+1)
	if i >= len(s) || s[i] != ':' {
		return 0, false
	}
	return i + 1, true
}
