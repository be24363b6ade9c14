package org.noether.simulation.array;

import io.jhdf.AbstractNode;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.HdfFile;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.api.NodeType;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.dataset.DatasetLoader;
import io.jhdf.exceptions.HdfBrokenLinkException;
import io.jhdf.links.ExternalLink;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The groups of an HDF5 file. Each object is read when it is asked for; jHDF reads all objects of a
 * group at once, and none if there is one that it does not know. Methods throw what jHDF throws.
 */
final class Hdf5Tree {
  private static final int SOFT_LINK = 2;
  private static final int MAX_LINKS = 64;

  private final HdfFile hdf;
  private final HdfBackingStorage storage;
  private int links;

  /**
   * An object.
   *
   * @param node a dataset, or what is in another file; null for a group of this file
   * @param address that of a group of this file
   */
  record Found(@Nullable Node node, long address) {}

  /**
   * What a group holds.
   *
   * @param isLink whether another group holds it
   * @param object reads it, following links; null for a data type
   */
  record Child(boolean isLink, Supplier<@Nullable Found> object) {}

  Hdf5Tree(HdfFile hdf) {
    this.hdf = hdf;
    storage = hdf.getHdfBackingStorage();
  }

  /** The group that holds all others. */
  Found root() {
    return new Found(null, hdf.getAddress());
  }

  /** A group with its attributes, whatever it holds. */
  Node group(long address) {
    return new AbstractNode(storage, address, "", hdf) {
      @Override
      public NodeType getType() {
        return NodeType.GROUP;
      }
    };
  }

  /**
   * The object that a path leads to; null if there is none.
   *
   * @throws HdfBrokenLinkException if a link on the way leads nowhere
   */
  @Nullable Found find(String path) {
    links = 0;
    return find(hdf.getAddress(), path);
  }

  private @Nullable Found find(long from, String path) {
    Found found = path.startsWith("/") ? root() : new Found(null, from);
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      Child child = children(found).get(part);
      found = child == null ? null : child.object().get();
      if (found == null) {
        return null;
      }
    }
    return found;
  }

  /** What an object holds, by name; nothing if it is not a group. */
  Map<String, Child> children(Found parent) {
    var children = new LinkedHashMap<String, Child>();
    if (parent.node() instanceof Group group) {
      group
          .getChildren()
          .forEach((name, node) -> children.put(name, new Child(true, () -> outside(node))));
    }
    if (parent.node() != null) {
      return children;
    }
    ObjectHeader header = ObjectHeader.readObjectHeader(storage, parent.address());
    if (header.hasMessageOfType(SymbolTableMessage.class)) {
      addEntries(parent.address(), header.getMessageOfType(SymbolTableMessage.class), children);
      return children;
    }
    for (LinkMessage link : links(header)) {
      String name = link.getLinkName();
      children.put(
          name,
          switch (link.getLinkType()) {
            case HARD -> new Child(false, () -> read(name, link.getHardLinkAddress()));
            case SOFT -> new Child(true, () -> linked(parent.address(), link.getSoftLink()));
            case EXTERNAL -> new Child(true, () -> outside(external(link)));
          });
    }
    return children;
  }

  private @Nullable Found read(String name, long address) {
    ObjectHeader header = ObjectHeader.readObjectHeader(storage, address);
    if (header.hasMessageOfType(DataSpaceMessage.class)) {
      return new Found(DatasetLoader.createDataset(storage, header, name, hdf), address);
    }
    return header.hasMessageOfType(DataTypeMessage.class) ? null : new Found(null, address);
  }

  private static Found outside(Node node) {
    return new Found(node instanceof Link link ? link.getTarget() : node, 0);
  }

  private Found linked(long group, String path) {
    links++;
    Found target = links > MAX_LINKS ? null : find(group, path);
    if (target == null) {
      String reason = links > MAX_LINKS ? "it leads in a circle" : "there is no " + path;
      throw new HdfBrokenLinkException(reason, new NoSuchElementException(path));
    }
    return target;
  }

  private Link external(LinkMessage link) {
    return new ExternalLink(
        link.getExternalFile(), link.getExternalPath(), link.getLinkName(), hdf);
  }

  /** Links as HDF5 has written them from version 1.8 on, in the header or, if many, in a heap. */
  private List<LinkMessage> links(ObjectHeader header) {
    var info = header.getMessageOfType(LinkInfoMessage.class);
    if (info.getBTreeNameIndexAddress() == -1) {
      return header.getMessagesOfType(LinkMessage.class);
    }
    var heap = new FractalHeap(storage, info.getFractalHeapAddress());
    return new BTreeV2<LinkNameForIndexedGroupRecord>(storage, info.getBTreeNameIndexAddress())
        .getRecords().stream()
            .map(
                found -> LinkMessage.fromBuffer(heap.getId(found.getId()), storage.getSuperblock()))
            .toList();
  }

  /** Links as HDF5 wrote them first, and still does unless it is told otherwise. */
  private void addEntries(long group, SymbolTableMessage table, Map<String, Child> children) {
    ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    for (long node :
        BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses()) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
        String name = text(names, entry.getLinkNameOffset());
        if (entry.getCacheType() == SOFT_LINK) {
          String path = text(names, entry.getLinkValueOffset());
          children.put(name, new Child(true, () -> linked(group, path)));
        } else {
          long address = entry.getObjectHeaderAddress();
          children.put(name, new Child(false, () -> read(name, address)));
        }
      }
    }
  }

  /** The text up to the next zero byte. */
  private static String text(ByteBuffer names, int begin) {
    int end = begin;
    while (names.get(end) != 0) {
      end++;
    }
    var bytes = new byte[end - begin];
    names.get(begin, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
