package webpage
import ("testing";"os";"path/filepath")
func BenchmarkParseTmp(b *testing.B){
 fs,_:=filepath.Glob("../../../shared/data/trees/dev/html/*.html"); var all [][]byte; n:=0
 for _,f:=range fs{x,_:=os.ReadFile(f);all=append(all,x);n+=len(x)}
 b.SetBytes(int64(n)); b.ReportAllocs()
 for b.Loop(){for _,x:=range all{parse(x,16384,1<<24)}}
}
