exports.handler = (event, context, callback) => callback(null, { doubled: event.n * 2 });
