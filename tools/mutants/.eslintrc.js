module.exports = require('../lint')(__dirname);
