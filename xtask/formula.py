"""A Homebrew formula for the archives of a release: `formula.py VERSION REPOSITORY <SHA256SUMS >musicapi.rb`. It names the archives that the sums
list, and no others. Called by `cargo xtask dist`."""

import re
import sys

version, repository = sys.argv[1:]
SYSTEMS = {
    "x86_64-unknown-linux-gnu": ("linux", "intel"),
    "aarch64-unknown-linux-gnu": ("linux", "arm"),
    "x86_64-apple-darwin": ("macos", "intel"),
    "aarch64-apple-darwin": ("macos", "arm"),
}
sums = dict(reversed(line.split()) for line in sys.stdin)
blocks = []
for target, (system, processor) in SYSTEMS.items():
    archive = f"musicapi-{version}-{target}.tar.gz"
    if archive in sums:
        blocks.append(f"""
  on_{system} do
    on_{processor} do
      url "{repository or 'https://example.invalid'}/releases/download/v{version}/{archive}"
      sha256 "{sums[archive]}"
    end
  end
""")
if not blocks:
    sys.exit(f"error: the sums list no archive of version {version}")
requirements = "" if any("on_macos" in block for block in blocks) else "\n  depends_on :linux\n"
print(f"""# Made from SHA256SUMS by xtask/formula.py. No brew has tried it yet.
class Musicapi < Formula
  desc "Make music with MusicAPI, and test programs that do"
  homepage "{repository or 'https://example.invalid'}"
  version "{version}"
  license any_of: ["MIT", "Apache-2.0"]
{requirements}{''.join(blocks)}
  def install
    bin.install "musicapi", "musicapi-mock", "openapi-mock"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/musicapi.bash" => "musicapi"
    zsh_completion.install "completions/musicapi.zsh" => "_musicapi"
    fish_completion.install "completions/musicapi.fish"
    doc.install "guide.md", "CRATES.txt", "LICENSES-OF-CRATES.txt"
  end

  test do
    system bin/"musicapi", "--mock", "song", "a lullaby", "--out", testpath
    assert_path_exists Dir[testpath/"*.mp3"].first
  end
end""".replace("\n\n\n", "\n\n"))
