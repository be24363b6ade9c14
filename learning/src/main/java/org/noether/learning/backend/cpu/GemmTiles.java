package org.noether.learning.backend.cpu;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The tiles generated so far in this process, one per shape. */
final class GemmTiles {
  private static final ConcurrentMap<GemmTile.Shape, GemmTile> TILES = new ConcurrentHashMap<>();

  private GemmTiles() {}

  /** Returns the tile of a shape, generating it on first use. */
  static GemmTile of(GemmTile.Shape shape) {
    var tile = TILES.get(shape);
    return tile != null ? tile : TILES.computeIfAbsent(shape, GemmTileCode::compile);
  }
}
