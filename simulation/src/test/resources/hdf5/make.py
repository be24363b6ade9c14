"""Writes the HDF5 files of this folder: the same three systems, stored in each way that h5py offers.

Made by h5py 3.16.0 (HDF5 2.0.0) and NumPy 2.4.6: python make.py
"""

import zlib

import h5py
import numpy as np

SYSTEMS, POINTS, BODIES, DIM = 3, 4, 2, 2


def arrays():
    """Numbers that single precision holds exactly, and that tell every place."""
    zs = np.arange(SYSTEMS * POINTS * 2 * BODIES * DIM, dtype=float).reshape(SYSTEMS, POINTS, -1) / 4
    ts = np.tile(np.arange(POINTS) / 8, (SYSTEMS, 1))
    sysp = 1 + np.arange(SYSTEMS * BODIES * 2, dtype=float).reshape(SYSTEMS, BODIES, 2) / 8
    return {"zs": zs, "ts": ts, "sysP": sysp}


ATTRIBUTES = {"system": "springs", "bodies": BODIES, "dimension": DIM, "points": POINTS, "dt": 0.09375,
              "integrator": "threeEighths", "seed": 7}


def make(name, attributes=ATTRIBUTES, dtype=float, put=None, **options):
    """One file; put replaces how an array gets there, options go to create_dataset."""
    libver = options.pop("libver", None)
    with h5py.File(name + ".h5", "w", libver=libver) as file:
        for key, value in attributes.items():
            file.attrs[key] = value
        for key, value in arrays().items():
            if put:
                put(file, key, value.astype(dtype))
            else:
                file.create_dataset(key, data=value.astype(dtype), **options)


def compact(file, key, value):
    properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    properties.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple(value.shape)
    dataset = h5py.h5d.create(file.id, key.encode(), h5py.h5t.NATIVE_DOUBLE, space, properties)
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, np.ascontiguousarray(value))


def linked(file, key, value):
    file["data/here/" + key] = value
    file[key] = h5py.SoftLink("/data/here/" + key)


def committed(file, key, value):
    if "real" not in file:
        file["real"] = np.dtype(float)
    file.create_dataset(key, data=value, dtype=file["real"])


def partly(file, key, value, **options):
    """The last two systems of zs are written, the first is the fill value."""
    dataset = file.create_dataset(key, value.shape, float, chunks=(1,) + value.shape[1:], fillvalue=0.5, **options)
    start = 1 if key == "zs" else 0
    dataset[start:] = value[start:]


def skipped(file, key, value):
    """A chunk that the mask says no filter was applied to."""
    dataset = file.create_dataset(key, value.shape, float, chunks=value.shape, compression="gzip")
    dataset.id.write_direct_chunk((0,) * value.ndim, value.tobytes(), filter_mask=1)


def unshuffled(file, key, value):
    """Shuffled and packed in places; the chunk of zs was only packed, and that of ts left as it is."""
    options = {"compression": "gzip"} if key == "zs" else {}
    dataset = file.create_dataset(key, value.shape, float, chunks=value.shape, shuffle=True, **options)
    if key == "sysP":
        dataset[:] = value
    else:
        stored = zlib.compress(value.tobytes()) if key == "zs" else value.tobytes()
        dataset.id.write_direct_chunk((0,) * value.ndim, stored, filter_mask=1)


def virtual(file, key, value):
    layout = h5py.VirtualLayout(shape=value.shape, dtype=float)
    layout[:] = h5py.VirtualSource("contiguous.h5", key, shape=value.shape)
    file.create_virtual_dataset(key, layout)


def beside(file, key, value):
    """The array, and what jHDF does not know in the same group."""
    file[key] = value
    file["opaque-" + key] = np.void(b"abc")


def region(file, key, value):
    file[key] = value
    file["region-" + key] = np.array([file[key].regionref[:1]], dtype=h5py.regionref_dtype)


def many(file, key, value):
    """Groups with so many links that HDF5 keeps them in a heap, and a virtual dataset beside."""
    for group in (file, file.require_group("inner")):
        for i in range(20):
            group[f"{key}-{i}"] = i
    file["inner/" + key] = value
    file[key] = h5py.SoftLink("./inner/" + key)
    virtual(file, "virtual-" + key, value)


def external(file, key, value):
    file.create_dataset(key, value.shape, float, external=[("numbers.bin", 0, h5py.h5f.UNLIMITED)])


boxes = {"zs": (2, 3, 5), "ts": (2, 3), "sysP": (2, 1, 2)}
filters = dict(compression="gzip", shuffle=True, fletcher32=True)

make("contiguous")
make("compact", put=compact)
make("chunks", put=lambda file, key, value: file.create_dataset(key, data=value, chunks=boxes[key]))
make("gzip", compression="gzip")
make("filters", put=lambda file, key, value: file.create_dataset(key, data=value, chunks=boxes[key], **filters))
make("filters-v110", libver=("v110", "v110"), **filters)
make("resizable-v110", libver=("v110", "v110"),
     put=lambda file, key, value: file.create_dataset(
         key, data=value, chunks=boxes[key], maxshape=(None,) * value.ndim, compression="gzip"))
make("latest", libver="latest", chunks=True)
make("lzf", compression="lzf")
make("lzf-filters", compression="lzf", shuffle=True, fletcher32=True)
make("skipped-filters", put=skipped)
make("skipped-shuffle", put=unshuffled)
make("skipped-shuffle-v110", libver=("v110", "v110"), put=unshuffled)
make("half", dtype="<f2")
make("single", dtype="<f4")
make("single-big-gzip", dtype=">f4", **filters)
make("double-big", dtype=">f8")
make("links", put=linked)
make("external-links", put=lambda file, key, value: file.__setitem__(key, h5py.ExternalLink("filters.h5", key)))
make("partly", put=partly)
make("partly-v110", libver=("v110", "v110"), put=partly)
make("partly-gzip-v110", libver=("v110", "v110"),
     put=lambda file, key, value: partly(file, key, value, compression="gzip"))
make("attribute-arrays", attributes={key: np.array([value]) if key not in ("system", "integrator")
                                     else np.array([value], dtype=h5py.string_dtype())
                                     for key, value in ATTRIBUTES.items()})
make("attribute-types", attributes=ATTRIBUTES | {"bodies": np.uint8(BODIES), "points": np.uint64(POINTS),
     "dimension": np.array(DIM, ">i2"), "system": np.bytes_("springs"), "seed": np.float64(7)})
make("attribute-padded", attributes=ATTRIBUTES | {"system": np.array(b"springs   ", "S10")})
make("times", put=lambda file, key, value: file.create_dataset(key, data=value[0] if key == "ts" else value))

make("beside-opaque", put=beside)
make("beside-region", put=region)
make("beside-many-v110", libver=("v110", "v110"), put=many)

make("refused-latest-gzip", libver="latest", compression="gzip")
make("refused-committed", put=committed)
make("refused-null", put=lambda file, key, value: file.__setitem__(key, h5py.Empty(float) if key == "zs" else value))
make("refused-partly-v110", libver=("v110", "v110"),
     put=lambda file, key, value: partly(file, key, value, maxshape=(None,) + value.shape[1:]))
make("refused-resizable-v110", libver=("v110", "v110"),
     put=lambda file, key, value: file.create_dataset(
         key, data=value, chunks=boxes[key], maxshape=(SYSTEMS, None) + value.shape[2:]))
make("refused-scaleoffset", scaleoffset=10)
make("refused-long-double", dtype=np.longdouble)
make("refused-circle", put=lambda file, key, value: file.__setitem__(key, h5py.SoftLink("/" + key)))
make("refused-broken", put=lambda file, key, value: file.__setitem__(key, h5py.SoftLink("/gone/" + key)))
make("refused-attribute", attributes=ATTRIBUTES | {"bodies": np.array([1, 2])})
make("refused-virtual", put=virtual)
make("refused-external", put=external)
with h5py.File("refused-family-%d.h5", "w", driver="family", memb_size=4096) as file:
    file["zs"] = np.zeros(3)
